import { findFaultsApart } from '../../catalog/find-faults-apart.ts';
import { errorCodes } from '../../contract/error-codes.ts';
import type { JobKind, JobOutcome, JobWork } from '../../jobs/job-kind.ts';
import type { House } from '../house.ts';
import type { LibraryEffect } from '../photos/library-effect.ts';
import { checkNamedFiles } from './check-named-files.ts';
import { findOrphans } from './find-orphans.ts';
import { finding, type Finding } from './finding.ts';
import { repairFindings } from './repair-findings.ts';

/** What the last check found, as the catalog keeps it. */
export interface KeptFindings {
  readonly checkedMs: number;
  readonly problems: readonly KeptProblem[];
  /** What was found and put right, with what was done. */
  readonly repaired: readonly string[];
}

interface KeptProblem {
  readonly code: string;
  readonly message: string;
  /** What a repair does about it; null where only a person can. */
  readonly repair: string | null;
}

export interface CheckPayload {
  /** What is found and can be repaired is repaired. */
  readonly isRepairing: boolean;
}

/** The name under which the catalog keeps it. */
export const findingsKey = 'library-check';

/** So many problems are listed; the rest is counted. */
const mostProblems = 500;

/** The job that compares the catalog with itself and with the files. */
export function checkLibraryKind(house: House, effect: LibraryEffect): JobKind<CheckPayload> {
  return {
    kind: 'check-library',
    resource: 'disk',
    canPause: false,
    afterCrash: 'requeue',
    async run({ isRepairing }, work) {
      work.report({ fraction: 0, stage: 'Looking through the catalog' });
      const found = await findAll(house, work);
      const { left, repaired } = isRepairing
        ? await repairFindings(house, effect, found, work)
        : { left: found, repaired: [] };
      const kept = {
        checkedMs: Date.now(),
        problems: shortened(left.map(asKept)),
        repaired: first(repaired),
      };
      house.catalog.measurements.set(findingsKey, kept satisfies KeptFindings);
      house.changes.publish({ topic: 'library' });
      return outcomeOf(left.length, repaired.length);
    },
  };
}

async function findAll(house: House, work: JobWork): Promise<readonly Finding[]> {
  return [
    ...(await checkCatalog(house, work)),
    ...(await checkNamedFiles(house, work)),
    ...(await findOrphans(house, work.signal)),
    ...(await checkRecords(house, work)),
  ];
}

async function checkCatalog({ catalog, library }: House, { signal }: JobWork): Promise<readonly Finding[]> {
  if (catalog.readOnly) return [];
  const { damage, dangling } = await findFaultsApart(library.catalog, signal);
  const faults = damage.map((message) => finding('damaged-catalog', message));
  const copies = catalog.namedFiles.duplicates(mostProblems).map(({ id, name }) =>
    finding('duplicate-image', `The photo "${name}" is in the library twice.`, {
      words: 'The one with fewer results and stars goes to the trash.',
      changes: [{ what: 'photos', ids: [id], values: { trashedMs: Date.now() } }],
    }),
  );
  if (dangling.length === 0) return [...faults, ...copies];
  const message = `${dangling.length} rows of the catalog refer to what is not there. A repair takes them out.`;
  const mend = async () => {
    catalog.dangling.mend(dangling);
    return true;
  };
  const rows = finding('damaged-catalog', message, { words: 'They are taken out.', mend });
  return [...faults, rows, ...copies];
}

async function checkRecords({ library, engines }: House, { signal }: JobWork): Promise<readonly Finding[]> {
  const { runs, datasets } = library;
  const damaged = await engines.run('pictures', 'check-records', { runs, datasets }, { signal });
  return damaged.map(({ reason, message }) => finding(reason, message));
}

function outcomeOf(left: number, repaired: number): JobOutcome {
  const problems = left === 0 ? 'The library is sound' : `${left} problems found`;
  const summary = repaired === 0 ? problems : `${repaired} repaired. ${problems}`;
  return { summary, outcome: { problems: left, repaired }, failures: left };
}

function asKept({ code, message, repair }: Finding): KeptProblem {
  return { code, message, repair: repair?.words ?? null };
}

function shortened(problems: readonly KeptProblem[]): readonly KeptProblem[] {
  const more = problems.length - mostProblems;
  if (more <= 0) return problems;
  const rest = { code: errorCodes['unexpected-error'].code, message: `And ${more} more.`, repair: null };
  return [...problems.slice(0, mostProblems), rest];
}

function first(sentences: readonly string[]): readonly string[] {
  const more = sentences.length - mostProblems;
  return more <= 0 ? sentences : [...sentences.slice(0, mostProblems), `And ${more} more.`];
}
