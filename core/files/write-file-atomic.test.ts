import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { CoreError } from '../contract/core-error.ts';
import { runOnSmallDisk } from './child-process-stand-in.ts';
import { temporaryFolder } from './temporary-folder-stand-in.ts';
import { writeFileAtomic } from './write-file-atomic.ts';

describe('atomic write', () => {
  test('an existing file is refused and kept', async () => {
    const path = join(temporaryFolder(), 'photo.png');
    writeFileSync(path, 'old');
    await expect(writeFileAtomic(path, 'new')).rejects.toMatchObject({ reason: 'output-exists' });
    expect(readFileSync(path, 'utf8')).toBe('old');
  });

  test('a missing folder is a failed write that names the path', async () => {
    const path = join(temporaryFolder(), 'missing', 'photo.png');
    const error = await writeFileAtomic(path, 'x').catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(CoreError);
    expect(error).toMatchObject({ reason: 'write-failed', details: { path, systemCode: 'ENOENT' } });
  });

  test('S-59: a full disk names the bytes needed, keeps the old file and leaves nothing behind', ({
    skip,
  }) => {
    const folder = temporaryFolder();
    const printed = runOnSmallDisk(
      folder,
      65536,
      `import { readFileSync, readdirSync } from 'node:fs';
      import { writeFileAtomic } from './files/write-file-atomic.ts';
      const path = process.argv[1] + '/photo.png';
      await writeFileAtomic(path, 'old');
      const error = await writeFileAtomic(path, new Uint8Array(200000), { overwrite: true }).catch((caught) => caught);
      const { reason, details: { neededBytes, freeBytes } } = error;
      const names = readdirSync(process.argv[1]);
      console.log(JSON.stringify({ reason, neededBytes, freeBytes, names, text: readFileSync(path, 'utf8') }));`,
    );
    if (printed === undefined) return skip('no small disk can be mounted here');
    expect(JSON.parse(printed)).toEqual({
      reason: 'disk-full',
      neededBytes: 200000,
      freeBytes: expect.any(Number) as number,
      names: ['photo.png'],
      text: 'old',
    });
  });

  test('with overwrite the new content takes the place of the old', async () => {
    const path = join(temporaryFolder(), 'photo.png');
    writeFileSync(path, 'old');
    await writeFileAtomic(path, 'new', { overwrite: true });
    expect(readFileSync(path, 'utf8')).toBe('new');
  });

  test('of many writers to one new name exactly one wins', async () => {
    const path = join(temporaryFolder(), 'photo.png');
    const writes = Array.from({ length: 20 }, (_, writer) => writeFileAtomic(path, `writer ${writer}`));
    const outcomes = await Promise.allSettled(writes);
    const winner = outcomes.findIndex(({ status }) => status === 'fulfilled');
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(readFileSync(path, 'utf8')).toBe(`writer ${winner}`);
  });

  test('S-54: no temporary file stays, whether it works or not', async () => {
    const folder = temporaryFolder();
    await writeFileAtomic(join(folder, 'a'), 'x');
    await writeFileAtomic(join(folder, 'a'), 'x').catch(() => undefined);
    expect(readdirSync(folder)).toEqual(['a']);
  });

  test('a name of the greatest length can be written', async () => {
    const path = join(temporaryFolder(), 'x'.repeat(255));
    await writeFileAtomic(path, new Uint8Array([1, 2]));
    expect(existsSync(path)).toBe(true);
  });
});
