import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { sha256OfFile } from './sha256-of-file.ts';
import { temporaryFolder } from './temporary-folder-stand-in.ts';

describe('SHA-256 of a file', () => {
  test('a missing file is not found', async () => {
    const path = join(temporaryFolder(), 'missing');
    await expect(sha256OfFile(path)).rejects.toMatchObject({ reason: 'file-not-found' });
  });

  test('a folder is not a file', async () => {
    await expect(sha256OfFile(temporaryFolder())).rejects.toMatchObject({ reason: 'not-a-file' });
  });

  test('a pipe is refused instead of waited for', async ({ skip }) => {
    const path = join(temporaryFolder(), 'pipe');
    if (spawnSync('mkfifo', [path]).status !== 0) return skip('no mkfifo here');
    await expect(sha256OfFile(path)).rejects.toMatchObject({ reason: 'not-a-file' });
  });

  test('an aborted signal stops it with its reason', async () => {
    const signal = AbortSignal.abort(new Error('enough'));
    await expect(sha256OfFile(import.meta.filename, { signal })).rejects.toThrow('enough');
  });

  test('an empty file has the hash of nothing', async () => {
    const path = join(temporaryFolder(), 'empty');
    writeFileSync(path, '');
    const hashOfNothing = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';
    expect(await sha256OfFile(path)).toBe(hashOfNothing);
  });

  test('"abc" has the hash of the standard (FIPS 180-2, appendix B.1)', async () => {
    const path = join(temporaryFolder(), 'abc');
    writeFileSync(path, 'abc');
    expect(await sha256OfFile(path)).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
  });

  test('a file of several pieces hashes as a whole', async () => {
    const path = join(temporaryFolder(), 'large');
    const bytes = Buffer.alloc(2.5 * 2 ** 20, 'diptych');
    writeFileSync(path, bytes);
    expect(await sha256OfFile(path)).toBe(createHash('sha256').update(bytes).digest('hex'));
  });
});
