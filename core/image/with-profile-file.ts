import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** sharp takes an output profile only as a file: lends one for as long as `use` runs, or the built-in sRGB. */
export async function withProfileFile<T>(
  icc: Uint8Array | undefined,
  use: (profile: string) => Promise<T>,
): Promise<T> {
  if (!icc) return use('srgb');
  const folder = await mkdtemp(join(tmpdir(), 'diptych-profile-'));
  try {
    const path = join(folder, 'profile.icc');
    await writeFile(path, icc);
    return await use(path);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
