import { readdir, stat } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { shortPath } from '../../files/short-path.ts';
import type { LibraryFolder } from '../../services/library-folder.ts';
import type { House } from '../house.ts';
import { removeFile } from '../photos/remove-photo-files.ts';
import { finding, type Finding } from './finding.ts';
import { isSettled, setAside } from './set-aside.ts';

type Where = Pick<House, 'library' | 'catalog' | 'queue'>;
type Folder = keyof Pick<LibraryFolder, 'results' | 'photos' | 'translators'>;

/** Files of the library that nothing names; they cost space and do no harm. */
export async function findOrphans(house: Where, signal: AbortSignal): Promise<readonly Finding[]> {
  const findings: Finding[] = [];
  for (const folder of ['results', 'photos', 'translators'] as const)
    for await (const path of filesBelow(house.library[folder])) {
      signal.throwIfAborted();
      if (!isKnown(house, folder, path)) findings.push(orphan(house, folder, path));
    }
  return [...findings, ...(await findSmallPictures(house, signal))];
}

function isKnown({ library, catalog }: Where, folder: Folder, path: string): boolean {
  const names = [relative(library.root, path), path];
  return folder === 'translators'
    ? names.some((name) => catalog.namedFiles.isNamed('translator', name))
    : names.some((name) => catalog.trash.isPathKnown(name));
}

function orphan(house: Where, folder: Folder, path: string): Finding {
  return finding(
    'file-not-found',
    `"${shortPath(path)}" belongs to nothing in the library. It can be deleted.`,
    {
      words: 'It is set aside.',
      async mend() {
        const mayWait = isWorkGoingOn(house) || !(await isSettled(path)); // its row may come yet
        return !mayWait && !isKnown(house, folder, path) && (await setAside(house.library, path));
      },
    },
  );
}

/** Files come before their rows: while photos come in or are translated, nothing is taken for an orphan. */
function isWorkGoingOn({ queue }: Where): boolean {
  return queue
    .list({ ended: 0 })
    .some(({ kind, state }) => state === 'running' && (kind === 'import-photos' || kind === 'translate'));
}

/** Thumbnails and views of pictures that the library does not know any more. */
async function findSmallPictures(house: Where, signal: AbortSignal): Promise<readonly Finding[]> {
  const lost: string[] = [];
  let bytes = 0;
  for (const kind of ['thumbs', 'views'])
    for await (const path of filesBelow(join(house.library.cache, kind))) {
      signal.throwIfAborted();
      if (isPictureKnown(house, path)) continue;
      lost.push(path);
      bytes += (await stat(path).catch(() => undefined))?.size ?? 0;
    }
  if (lost.length === 0) return [];
  const message = `${lost.length} small pictures (${Math.ceil(bytes / 1000)} kB) belong to no photo. They can be deleted.`;
  const mend = async () => {
    for (const path of lost) if (!isPictureKnown(house, path)) await removeFile(path);
    return true;
  };
  return [finding('file-not-found', message, { words: 'They are removed.', mend })];
}

function isPictureKnown({ catalog }: Where, path: string): boolean {
  const [sha256] = /[0-9a-f]{64}(?=\.webp$)/.exec(path) ?? [];
  return sha256 !== undefined && catalog.trash.isContentKnown(sha256);
}

/** Folder by folder, so that nobody waits for a large library; hidden and half-written files are passed over. */
async function* filesBelow(folder: string): AsyncGenerator<string> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  await setImmediate();
  for (const entry of entries.filter(({ name }) => !name.startsWith('.'))) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) yield* filesBelow(path);
    else if (entry.isFile()) yield path;
  }
}
