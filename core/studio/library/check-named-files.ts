import { resolve } from 'node:path';
import type { NamedFile, NamedFileKind } from '../../catalog/named-files.ts';
import type { ErrorName } from '../../contract/error-codes.ts';
import { shortPath } from '../../files/short-path.ts';
import type { JobWork } from '../../jobs/job-kind.ts';
import type { FileFault } from '../../work/check-files-task.ts';
import type { House } from '../house.ts';
import { finding, type Finding, type Repair } from './finding.ts';
import { setAside } from './set-aside.ts';

const pageSize = 100;
const kinds: readonly NamedFileKind[] = ['translator', 'checkpoint', 'result', 'photo'];

/** Compares every file that the catalog names with what is known of it. */
export async function checkNamedFiles(
  house: House,
  { signal, report }: JobWork,
): Promise<readonly Finding[]> {
  const { namedFiles } = house.catalog;
  const total = kinds.reduce((sum, kind) => sum + namedFiles.count(kind), 0);
  const findings: Finding[] = [];
  let done = 0;
  for (const kind of kinds) {
    let page = namedFiles.page(kind, 0, pageSize);
    while (page.length > 0) {
      findings.push(...(await checkPage(house, kind, page, signal)));
      done += page.length;
      report({ fraction: done / Math.max(1, total), stage: 'Comparing files' });
      page = namedFiles.page(kind, page.at(-1)!.id, pageSize);
    }
  }
  return findings;
}

async function checkPage(
  house: House,
  kind: NamedFileKind,
  page: readonly NamedFile[],
  signal: AbortSignal,
): Promise<readonly Finding[]> {
  const { library, resources, engines } = house;
  const files = page.map((file) => ({
    ...file,
    path: resolve(file.isBundled === 1 ? resources : library.root, file.path),
  }));
  const faults = await engines.run('pictures', 'check-files', { files }, { signal });
  const fileOf = new Map(files.map((file) => [file.id, file]));
  return faults.map(({ id, fault }) => {
    const broken = { ...fileOf.get(id)!, fault };
    return sayFault(kind, broken, repairs[kind](house, broken));
  });
}

/** Its path is absolute. */
type BrokenFile = NamedFile & FileFault;

const advice: Readonly<Record<NamedFileKind, readonly [ErrorName, string]>> = {
  photo: ['photo-missing', 'Put it back, or choose Locate at the photo.'],
  result: ['result-not-found', 'Translate the photo again.'],
  translator: ['model-not-found', 'Publish or import the style again.'],
  checkpoint: ['damaged-checkpoint', 'The run goes on from an older one.'],
};
/** As the person knows them: copies and results lie in the library under names of its own. */
const names: Readonly<Record<NamedFileKind, (file: BrokenFile) => string>> = {
  photo: ({ title, isBundled, path }) =>
    title === null
      ? `The photo "${shortPath(path)}"`
      : `The ${isBundled === 1 ? 'sample photo' : 'library’s copy of the photo'} "${title}"`,
  result: ({ title, style, path }) => `The result of "${title ?? shortPath(path)}" in "${style ?? ''}"`,
  translator: ({ title, path }) => `The file of the style "${title ?? shortPath(path)}"`,
  checkpoint: ({ path }) => `The checkpoint "${shortPath(path)}"`,
};
const states = { missing: 'is missing', empty: 'is empty', changed: 'is not what it was' } as const;

function sayFault(kind: NamedFileKind, file: BrokenFile, repair: Repair | null): Finding {
  const [reason, sentence] = advice[kind];
  return finding(reason, `${names[kind](file)} ${states[file.fault]}. ${sentence}`, repair);
}

/** Originals elsewhere are never touched; a style's file can only be made or brought again. */
const repairs: Readonly<Record<NamedFileKind, (house: House, broken: BrokenFile) => Repair | null>> = {
  photo: repairPhoto,
  result: repairResult,
  translator: () => null,
  checkpoint: ({ catalog }, { id, fault }) =>
    fault !== 'missing'
      ? null
      : {
          words: 'It is taken out of the list of checkpoints.',
          mend: async () => {
            catalog.checkpoints.forget(id);
            return true;
          },
        },
};

function repairPhoto({ catalog, library }: House, { id, fault, path }: BrokenFile): Repair | null {
  const place = catalog.photos.get(id)?.place;
  const changes = [{ what: 'photos', ids: [id], values: { missing: 1 } }] as const;
  if (fault === 'missing' && place !== 'sample')
    return { words: 'It is marked as missing; Locate… in the library finds it again.', changes };
  if (fault !== 'empty' || place !== 'copied') return null;
  const words = 'The file is set aside and the photo marked as missing; Locate… finds it again.';
  return { words, changes, mend: () => setAside(library, path) };
}

function repairResult({ catalog, library }: House, { id, fault, path }: BrokenFile): Repair | null {
  const result = catalog.results.get(id);
  if (result === undefined) return null;
  const { photoId } = result;
  const trash = { what: 'result', id, trashedMs: Date.now() } as const;
  const original = { what: 'photos', ids: [photoId], values: { currentResultId: null } } as const;
  const changes = catalog.results.shownOf(photoId) === id ? [trash, original] : [trash];
  return fault === 'missing'
    ? { words: 'It goes to the trash.', changes }
    : {
        words: 'It goes to the trash, and its file is set aside.',
        changes,
        mend: () => setAside(library, path),
      };
}
