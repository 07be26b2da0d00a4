import { readdir } from 'node:fs/promises';
import { join, relative, resolve } from 'node:path';
import { findFaultsApart } from '../../catalog/find-faults-apart.ts';
import type { NamedFile, NamedFileKind } from '../../catalog/named-files.ts';
import { errorCodes, type ErrorName } from '../../contract/error-codes.ts';
import type { JobKind, JobWork } from '../../jobs/job-kind.ts';
import type { FileFault } from '../../work/check-files-task.ts';
import type { House } from '../house.ts';

/** What the last check found, as the catalog keeps it. */
export interface KeptFindings {
  readonly checkedMs: number;
  readonly problems: readonly { readonly code: string; readonly message: string }[];
}

/** The name under which the catalog keeps it. */
export const findingsKey = 'library-check';

type Problem = KeptFindings['problems'][number];

/** So many problems are listed; the rest is counted. */
const mostProblems = 500;
const pageSize = 100;
const kinds: readonly NamedFileKind[] = ['translator', 'checkpoint', 'result', 'photo'];

/** The job that compares the catalog with itself and with the files. */
export function checkLibraryKind(house: House): JobKind<Record<string, never>> {
  return {
    kind: 'check-library',
    resource: 'disk',
    canPause: false,
    afterCrash: 'requeue',
    async run(_payload, work) {
      work.report({ fraction: 0, stage: 'Looking through the catalog' });
      const faults = house.catalog.readOnly ? [] : await findFaultsApart(house.library.catalog, work.signal);
      const problems = [
        ...faults.map((message) => problem('damaged-catalog', message)),
        ...(await checkFiles(house, work)),
        ...(await findOrphans(house)),
        ...(await checkRecords(house, work)),
      ];
      const kept: KeptFindings = { checkedMs: Date.now(), problems: shortened(problems) };
      house.catalog.measurements.set(findingsKey, kept);
      house.changes.publish({ topic: 'library' });
      const summary = problems.length === 0 ? 'The library is sound' : `${problems.length} problems found`;
      return { summary, outcome: { problems: problems.length }, failures: problems.length };
    },
  };
}

async function checkFiles(house: House, { signal, report }: JobWork): Promise<readonly Problem[]> {
  const { namedFiles } = house.catalog;
  const total = kinds.reduce((sum, kind) => sum + namedFiles.count(kind), 0);
  const problems: Problem[] = [];
  let done = 0;
  for (const kind of kinds) {
    let page = namedFiles.page(kind, 0, pageSize);
    while (page.length > 0) {
      problems.push(...(await checkPage(house, kind, page, signal)));
      done += page.length;
      report({ fraction: done / Math.max(1, total), stage: 'Comparing files' });
      page = namedFiles.page(kind, page.at(-1)!.id, pageSize);
    }
  }
  return problems;
}

async function checkPage(
  { library, resources, engines }: House,
  kind: NamedFileKind,
  page: readonly NamedFile[],
  signal: AbortSignal,
): Promise<readonly Problem[]> {
  const files = page.map((file) => ({
    ...file,
    path: resolve(file.isBundled === 1 ? resources : library.root, file.path),
  }));
  const faults = await engines.run('pictures', 'check-files', { files }, { signal });
  const pathOf = new Map(files.map(({ id, path }) => [id, path]));
  return faults.map(({ id, fault }) => sayFault(kind, fault, pathOf.get(id)!));
}

const advice: Readonly<Record<NamedFileKind, readonly [ErrorName, string]>> = {
  photo: ['photo-missing', 'Put it back, or choose Locate at the photo.'],
  result: ['result-not-found', 'Translate the photo again.'],
  translator: ['model-not-found', 'Publish or import the style again.'],
  checkpoint: ['damaged-checkpoint', 'The run goes on from an older one.'],
};
const names: Readonly<Record<NamedFileKind, string>> = {
  photo: 'photo',
  result: 'result',
  translator: 'style’s file',
  checkpoint: 'checkpoint',
};
const states = { missing: 'is missing', empty: 'is empty', changed: 'is not what it was' } as const;

function sayFault(kind: NamedFileKind, fault: FileFault['fault'], path: string): Problem {
  const [reason, sentence] = advice[kind];
  return problem(reason, `The ${names[kind]} "${path}" ${states[fault]}. ${sentence}`);
}

/** Files of results and styles that nothing names; they cost space and do no harm. */
async function findOrphans({ library, catalog }: House): Promise<readonly Problem[]> {
  const problems: Problem[] = [];
  for (const [kind, folder] of [
    ['result', library.results],
    ['translator', library.translators],
  ] as const) {
    const entries = await readdir(folder, { withFileTypes: true, recursive: true }).catch(() => []);
    for (const entry of entries.filter((found) => found.isFile() && !found.name.startsWith('.'))) {
      const path = join(entry.parentPath, entry.name);
      if (
        catalog.namedFiles.isNamed(kind, relative(library.root, path)) ||
        catalog.namedFiles.isNamed(kind, path)
      )
        continue;
      problems.push(
        problem('file-not-found', `"${path}" belongs to nothing in the library. It can be deleted.`),
      );
    }
  }
  return problems;
}

async function checkRecords({ library, engines }: House, { signal }: JobWork): Promise<readonly Problem[]> {
  const { runs, datasets } = library;
  const damaged = await engines.run('pictures', 'check-records', { runs, datasets }, { signal });
  return damaged.map(({ reason, message }) => problem(reason, message));
}

function problem(reason: ErrorName, message: string): Problem {
  return { code: errorCodes[reason].code, message };
}

function shortened(problems: readonly Problem[]): readonly Problem[] {
  const more = problems.length - mostProblems;
  if (more <= 0) return problems;
  return [...problems.slice(0, mostProblems), problem('unexpected-error', `And ${more} more.`)];
}
