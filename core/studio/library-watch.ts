import { stat } from 'node:fs/promises';
import { CoreError } from '../contract/core-error.ts';
import type { LibraryFolder } from '../services/library-folder.ts';
import type { LibraryDoor } from './library-door.ts';

const everyMs = 1000;
/** A file that is missed once may be about to be replaced. */
const missesToBelieve = 2;

export interface LibraryWatch {
  stop(): void;
}

/**
 * Gives a library up when its disk is gone, rather than failing at every call, and opens it again when it is back.
 * `retake` takes the library's lock anew, which went with the disk; it throws when another app has it by now.
 */
export function watchLibrary(library: LibraryFolder, door: LibraryDoor, retake: () => void): LibraryWatch {
  let misses = 0;
  let timer: NodeJS.Timeout | undefined;
  let isStopped = false;
  const look = async () => {
    const isThere = await stat(library.catalog).then(isFile, () => false);
    misses = isThere ? 0 : misses + 1;
    if (isStopped) return;
    if (misses >= missesToBelieve) await door.giveUp(gone(library));
    else if (isThere && door.problem()?.reason === 'library-gone') await comeBack(door, retake);
  };
  const next = () => {
    if (!isStopped) timer = setTimeout(() => void look().finally(next), everyMs).unref();
  };
  next();
  return {
    stop() {
      isStopped = true;
      clearTimeout(timer);
    },
  };
}

/** Where another app has the library by now, it is asked for again and again. */
async function comeBack(door: LibraryDoor, retake: () => void): Promise<void> {
  try {
    retake();
  } catch {
    return;
  }
  await door.whileClosed(() => Promise.resolve());
}

function isFile(found: { isFile(): boolean }): boolean {
  return found.isFile();
}

function gone({ root }: LibraryFolder): CoreError {
  return new CoreError(
    'library-gone',
    `The disk with your library is gone: nothing is at "${root}". Put it back, and Diptych goes on by itself, or close Diptych. What was saved is on that disk.`,
    { folder: root },
  );
}
