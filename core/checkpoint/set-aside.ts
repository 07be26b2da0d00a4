import { mkdir, rename, rmdir } from 'node:fs/promises';
import { errorCode } from '../files/write-error.ts';

/** Renames a folder to `<folder>.<label>`, or `.<label>-2` and so on when that is taken. Returns the new path. */
export async function setAside(folder: string, label: string): Promise<string> {
  const target = await reserve(`${folder}.${label}`);
  if (process.platform === 'win32') await rmdir(target); // there a rename does not replace an empty folder
  await rename(folder, target);
  return target;
}

/** The empty folder takes the name, so that nothing that lies there already is replaced. */
async function reserve(name: string, attempt = 1): Promise<string> {
  const target = attempt === 1 ? name : `${name}-${attempt}`;
  try {
    await mkdir(target);
    return target;
  } catch (error) {
    if (errorCode(error) !== 'EEXIST') throw error;
    return reserve(name, attempt + 1);
  }
}
