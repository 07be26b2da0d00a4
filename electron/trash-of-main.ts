import { access, rename } from 'node:fs/promises';
import { dirname, join, parse } from 'node:path';
import type { SystemTrash } from '../core/files/system-trash.ts';
import type { CoreToMain, MainToCore } from './core-messages.ts';

/** The trash of macOS and of Windows, which the main process asks for. */
export interface TrashOfMain {
  readonly trash: SystemTrash;
  hear(message: MainToCore): void;
}

export function createTrashOfMain(send: (message: CoreToMain) => void): TrashOfMain {
  const asked = new Map<number, (isTaken: boolean) => void>();
  let last = 0;
  const ask = (path: string) => {
    const answer = Promise.withResolvers<boolean>();
    asked.set(++last, answer.resolve);
    send({ kind: 'trash', number: last, path });
    return answer.promise;
  };
  return {
    trash: {
      // Disks of the network have none on Windows; what else is refused is known when it is tried.
      takesFrom: (folder) => Promise.resolve(!folder.startsWith('\\\\')),
      take: (path, as) => takeRenamed(path, as, ask),
    },
    hear(message) {
      if (message.kind !== 'trash-answer') return;
      asked.get(message.number)?.(message.isTaken);
      asked.delete(message.number);
    },
  };
}

/** These trashes know a thing by the name and place that it has on the disk. */
async function takeRenamed(
  path: string,
  as: string,
  ask: (path: string) => Promise<boolean>,
): Promise<boolean> {
  try {
    const known = await freePath(as);
    await rename(path, known);
    if (await ask(known)) return true;
    await rename(known, path);
    return false;
  } catch {
    return false;
  }
}

/** The path itself, or with 2, 3 and so on when something is there. */
async function freePath(path: string): Promise<string> {
  const { name, ext } = parse(path);
  let candidate = path;
  for (let number = 2; await isThere(candidate); number++)
    candidate = join(dirname(path), `${name} ${number}${ext}`);
  return candidate;
}

async function isThere(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
