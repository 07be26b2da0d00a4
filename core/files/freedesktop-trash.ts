import { randomUUID } from 'node:crypto';
import { access, constants, lstat, mkdir, rename, rm, stat, statfs, writeFile } from 'node:fs/promises';
import { basename, dirname, join, parse, relative } from 'node:path';
import type { SystemTrash } from './system-trash.ts';
import { errorCode } from './write-error.ts';

/** A folder of trash, and what the paths in it are relative to; absent where they are absolute. */
interface Place {
  readonly folder: string;
  readonly top?: string;
}

/**
 * The trash of Linux desktops, as https://specifications.freedesktop.org/trash/1.0/ has it: what lies on the disk of
 * `dataFolder` goes to the trash there ('' where the user has none), and what lies on another disk to the trash at the
 * top of that. Things are moved within their disk and never copied. Departures: no trash is made at `/`, in memory or at
 * the top of a network disk, where no file manager looks for it, and no `directorysizes` are kept, which are a cache.
 */
export function createFreedesktopTrash(dataFolder: string, userId: number | undefined): SystemTrash {
  const home = dataFolder === '' ? undefined : join(dataFolder, 'Trash');
  const placeFor = async (path: string): Promise<Place | undefined> => {
    const { dev } = await lstat(path);
    if (home !== undefined && (await nearest(home)).device === dev) return { folder: home };
    return userId === undefined ? undefined : await placeAtTop(path, dev, userId);
  };
  return {
    async takesFrom(folder) {
      try {
        const place = await placeFor(folder);
        return place !== undefined && (await mayFill((await nearest(place.folder)).folder));
      } catch {
        return false;
      }
    },
    async take(path, as) {
      try {
        const place = await placeFor(path);
        return place !== undefined && (await moveInto(place, path, as));
      } catch {
        return false; // whatever the reason is, the file has not moved
      }
    },
  };
}

/** A folder, or the nearest one above it that is there. */
async function nearest(folder: string): Promise<{ readonly folder: string; readonly device: number }> {
  const facts = await stat(folder).catch(() => undefined);
  return facts === undefined ? nearest(dirname(folder)) : { folder, device: facts.dev };
}

/** A full disk has no room for the note that says where a thing came from. */
async function mayFill(folder: string): Promise<boolean> {
  await access(folder, constants.W_OK | constants.X_OK);
  const [facts, { bavail }] = [await stat(folder), await statfs(folder)];
  return facts.isDirectory() && bavail > 0;
}

/** tmpfs, NFS, SMB, CIFS, SMB 2, 9p and Ceph, by the numbers that Linux gives them. */
const passedOver = new Set([0x01021994, 0x6969, 0x517b, 0xff534d42, 0xfe534d42, 0x01021997, 0x00c36400]);
/** Set on a folder in which everybody may make files and only their owners remove them. */
const stickyBit = 0o1000;

/** `.Trash/<user>` where an administrator has made a `.Trash` that is safe to use, otherwise `.Trash-<user>`. */
async function placeAtTop(path: string, device: number, userId: number): Promise<Place | undefined> {
  const top = await topOf(path, device);
  if (dirname(top) === top || passedOver.has((await statfs(top)).type)) return undefined;
  const shared = await lstat(join(top, '.Trash')).catch(() => undefined);
  const isSafe = shared?.isDirectory() === true && (shared.mode & stickyBit) !== 0;
  const folder = isSafe ? join(top, '.Trash', String(userId)) : join(top, `.Trash-${userId}`);
  const facts = await lstat(folder).catch(() => undefined);
  const isOwn = facts === undefined || (facts.isDirectory() && facts.uid === userId);
  return isOwn ? { folder, top } : undefined;
}

/** The folder where the disk of a path is mounted. */
async function topOf(path: string, device: number): Promise<string> {
  const above = dirname(path);
  return above === path || (await lstat(above)).dev !== device ? path : topOf(above, device);
}

async function moveInto({ folder, top }: Place, path: string, as: string): Promise<boolean> {
  const text = noteOf(top === undefined ? as : relative(top, as), new Date());
  const move = () => moveUnderFreeName(folder, path, { name: basename(as), text });
  try {
    return await move();
  } catch (error) {
    if (errorCode(error) !== 'ENOENT') throw error;
    for (const part of ['files', 'info']) await mkdir(join(folder, part), { recursive: true, mode: 0o700 });
    return await move();
  }
}

/** The note comes first: it is what holds a name against other programs. */
async function moveUnderFreeName(
  folder: string,
  path: string,
  { name: wanted, text }: { readonly name: string; readonly text: string },
): Promise<boolean> {
  for (const name of namesFor(wanted)) {
    const note = join(folder, 'info', `${name}.trashinfo`);
    if (!(await isWritten(note, text))) continue;
    try {
      const target = join(folder, 'files', name);
      if (!(await isThere(target))) {
        await rename(path, target);
        return true;
      }
    } catch (error) {
      await rm(note, { force: true });
      throw error;
    }
    await rm(note, { force: true }); // what lies there was left without a note by a broken program
  }
  return false;
}

/** `sea.jpg`, `sea.2.jpg`, then a name that nothing else has and that is never too long; people are shown the note's. */
function namesFor(name: string): readonly string[] {
  const { name: stem, ext } = parse(name);
  return [name, `${stem}.2${ext}`, randomUUID()];
}

/** False when the name is taken or too long. */
async function isWritten(note: string, text: string): Promise<boolean> {
  try {
    await writeFile(note, text, { flag: 'wx', mode: 0o600 });
    return true;
  } catch (error) {
    const code = errorCode(error);
    if (code === 'EEXIST' || code === 'ENAMETOOLONG') return false;
    if (code !== 'ENOENT') await rm(note, { force: true }); // half of it, on a disk that is full
    throw error;
  }
}

/** Where a thing was and when it was put into the trash, in the time of this computer. */
function noteOf(path: string, now: Date): string {
  const escaped = path.toWellFormed().split('/').map(encodeURIComponent).join('/');
  const local = new Date(now.getTime() - now.getTimezoneOffset() * 60_000);
  return `[Trash Info]\nPath=${escaped}\nDeletionDate=${local.toISOString().slice(0, 19)}\n`;
}

async function isThere(path: string): Promise<boolean> {
  return (await lstat(path).catch(() => undefined)) !== undefined;
}
