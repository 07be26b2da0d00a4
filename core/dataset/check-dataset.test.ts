import { appendFileSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { checkDataset } from './check-dataset.ts';
import { twoSides } from '../image/pictures-stand-in.ts';
import { importFrom } from './datasets-stand-in.ts';

const { signal } = new AbortController();

describe('dataset check', () => {
  test('cancelled, it stops', async () => {
    const manifest = await importFrom(await twoSides(2, 2));
    await expect(checkDataset(manifest, { signal: AbortSignal.abort() })).rejects.toMatchObject({
      reason: 'cancelled',
    });
  });

  test('finds files that are gone, longer, or changed in one byte', async () => {
    const sides = await twoSides(4, 2);
    const manifest = await importFrom(sides);
    rmSync(join(sides.a, '0.png'));
    appendFileSync(join(sides.a, '1.png'), 'x');
    const bytes = readFileSync(join(sides.b, '1.png'));
    bytes[bytes.length - 1]! ^= 1;
    writeFileSync(join(sides.b, '1.png'), bytes);
    expect(await checkDataset(manifest, { signal })).toEqual({
      intact: 3,
      changed: [
        { side: 'a', path: '1.png' },
        { side: 'b', path: '1.png' },
      ],
      missing: [{ side: 'a', path: '0.png' }],
    });
  });

  test('an untouched dataset is intact, and progress reaches the end', async () => {
    const manifest = await importFrom(await twoSides(2, 3));
    const seen: number[] = [];
    const found = await checkDataset(manifest, { signal, onProgress: ({ done }) => seen.push(done) });
    expect(found).toEqual({ intact: 5, changed: [], missing: [] });
    expect(seen).toEqual([1, 2, 3, 4, 5]);
  });
});
