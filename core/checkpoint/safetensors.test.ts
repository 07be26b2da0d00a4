import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CoreError } from '../contract/core-error.ts';
import { sha256OfFile } from '../files/sha256-of-file.ts';
import { temporaryFolder } from '../files/temporary-folder-stand-in.ts';
import { readSafetensors, writeSafetensors } from './safetensors.ts';

const tensors = {
  'G/kernel': { shape: [2, 1, 3], values: new Float32Array([0, -0, 1.5, NaN, -Infinity, 1e-45]) },
  'G/bias': { shape: [], values: new Float32Array([7]) },
  empty: { shape: [0, 4], values: new Float32Array(0) },
};

async function written(): Promise<string> {
  const path = join(temporaryFolder(), 'state.safetensors');
  await writeSafetensors(path, tensors, { metadata: { program: 'diptych' } });
  return path;
}

/** The file's header as an object and its data, taken apart and put together again. */
function rewriteHeader(path: string, change: (header: Record<string, { dtype: string }>) => void): void {
  const bytes = readFileSync(path);
  const length = Number(bytes.readBigUInt64LE(0));
  const header = JSON.parse(bytes.toString('utf8', 8, 8 + length)) as Record<string, { dtype: string }>;
  change(header);
  const json = Buffer.from(JSON.stringify(header));
  const prefix = Buffer.alloc(8);
  prefix.writeBigUInt64LE(BigInt(json.byteLength));
  writeFileSync(path, Buffer.concat([prefix, json, bytes.subarray(8 + length)]));
}

describe('safetensors file', () => {
  test('a file that ends too early is damaged', async () => {
    const path = await written();
    writeFileSync(path, readFileSync(path).subarray(0, -1));
    await expect(readSafetensors(path)).rejects.toMatchObject({ reason: 'damaged-checkpoint' });
  });

  test('another type than float32 is refused by name', async () => {
    const path = await written();
    rewriteHeader(path, (header) => (header['G/bias']!.dtype = 'I32'));
    await expect(readSafetensors(path)).rejects.toThrow('"G/bias" is I32, expected F32');
  });

  test('of 1000 files with changed bytes each is read or refused, never worse', async () => {
    const path = await written();
    const original = readFileSync(path);
    const changes = fc.array(fc.tuple(fc.nat(original.byteLength - 1), fc.nat(255)), {
      minLength: 1,
      maxLength: 8,
    });
    await fc.assert(
      fc.asyncProperty(changes, async (list) => {
        const bytes = Buffer.from(original);
        for (const [at, byte] of list) bytes[at] = byte;
        writeFileSync(path, bytes);
        const outcome = await readSafetensors(path).catch((error: unknown) => error);
        if (outcome instanceof Error) expect(outcome).toBeInstanceOf(CoreError);
      }),
      { numRuns: 1000, seed: 1 },
    );
  });

  test('an existing file is not overwritten', async () => {
    await expect(writeSafetensors(await written(), tensors)).rejects.toMatchObject({ code: 'EEXIST' });
  });

  test('an aborted signal stops reading', async () => {
    const signal = AbortSignal.abort(new Error('enough'));
    await expect(readSafetensors(await written(), { signal })).rejects.toThrow('enough');
  });

  test('every bit comes back, of NaN and negative zero too', async () => {
    const { tensors: read, metadata } = await readSafetensors(await written());
    expect(read).toEqual(tensors);
    expect(Object.is(read['G/kernel']?.values[1], -0)).toBe(true);
    expect(metadata).toEqual({ program: 'diptych' });
  });

  test('writing and reading both know the size and the hash of the whole file', async () => {
    const path = join(temporaryFolder(), 'state.safetensors');
    const facts = await writeSafetensors(path, tensors);
    expect(facts).toEqual({ sizeBytes: readFileSync(path).byteLength, sha256: await sha256OfFile(path) });
    expect(await readSafetensors(path)).toMatchObject(facts);
  });

  test('a view into a larger array is written as the view only', async () => {
    const path = join(temporaryFolder(), 'state.safetensors');
    const values = new Float32Array([1, 2, 3, 4]).subarray(1, 3);
    await writeSafetensors(path, { view: { shape: [2], values } });
    expect((await readSafetensors(path)).tensors.view?.values).toEqual(new Float32Array([2, 3]));
  });

  test('a tensor of several pieces comes back whole', async () => {
    const path = join(temporaryFolder(), 'state.safetensors');
    const values = Float32Array.from({ length: 2.5 * 2 ** 20 }, (_, index) => index); // 10 MiB
    await writeSafetensors(path, { large: { shape: [values.length], values } });
    const read = (await readSafetensors(path)).tensors.large?.values;
    expect(read).toHaveLength(values.length);
    expect(read?.findIndex((value, index) => value !== index)).toBe(-1);
  });
});
