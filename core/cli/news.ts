import path from 'node:path';
import { errorCodes } from '../contract/error-codes.ts';
import type { CoreEvent, DatasetImported, LeftOut, PhotoOutcome, TrainingEnded } from '../contract/events.ts';
import { formatBytes, formatTable, printable } from './format.ts';

const shownLeftOut = 20;

type Writers = { readonly [E in CoreEvent as E['type']]?: (event: E) => readonly string[] };

const writers: Writers = {
  'dataset-imported': importNews,
  'training-started': ({ run, method, dataset, fromStep, steps, folder }) => [
    `${run}: training ${method} on ${dataset}, steps ${fromStep} to ${steps}`,
    `${run}: everything is kept in ${folder}`,
  ],
  'training-preparing': ({ run, stage, fraction }) => (fraction === null ? [`${run}: ${stage}`] : []),
  'training-checkpoint': ({ run, step }) => [`${run}: checkpoint at step ${step}`],
  'training-sample': ({ run, path: sheet }) => [`${run}: sample sheet ${sheet}`],
  'samples-paused': ({ run, freeBytes }) => [
    `${run}: only ${formatBytes(freeBytes)} free: samples are paused, checkpoints go on`,
  ],
  'images-lost': ({ run, paths }) => [
    `${run}: ${paths.length} pictures can no longer be read; training goes on without them:`,
    ...paths.map((lost) => `  ${lost}`),
  ],
  'translator-saved': ({ run, translator, direction, step, path: file }) => [
    `${run}: translator ${translator} ${direction} of step ${step} in ${file}`,
  ],
  'training-ended': endNews,
  warning: ({ message }) => [`warning: ${message}`],
};

/** The lines an event is worth to a person, or none: progress is shown elsewhere. */
export function newsOf(event: CoreEvent): readonly string[] {
  const write = writers[event.type] as ((event: CoreEvent) => readonly string[]) | undefined;
  return write?.(event) ?? [];
}

function importNews({ dataset, version, used, judge, leftOut, warnings }: DatasetImported): string[] {
  return [
    `${dataset} v${version}: ${used.a} + ${used.b} pictures to train on, ${judge.a} + ${judge.b} kept aside to judge by, ${leftOut.length} files left out`,
    ...leftOut.slice(0, shownLeftOut).map(leftOutLine),
    ...(leftOut.length > shownLeftOut ? [moreLeftOut(leftOut.slice(shownLeftOut))] : []),
    ...warnings.map((warning) => `  warning: ${warning}`),
  ];
}

/** "  and 272 more: 250 x D-IMG-001, 22 x D-IMG-003". */
function moreLeftOut(rest: readonly LeftOut[]): string {
  const byCode = Object.groupBy(rest, ({ reason }) => errorCodes[reason].code);
  const counts = Object.entries(byCode).map(([code, files = []]) => `${files.length} x ${code}`);
  return `  and ${rest.length} more: ${counts.join(', ')}`;
}

/** "  left out b/x.jpg: D-IMG-002 the file ends early". */
export function leftOutLine({ side, path: file, reason, message }: LeftOut): string {
  return `  left out ${side}/${file}: ${errorCodes[reason].code} ${message}`;
}

function endNews({ run, status, step, steps }: TrainingEnded): string[] {
  return status === 'finished'
    ? [`${run}: finished at step ${step}`]
    : [`${run}: stopped at step ${step} of ${steps}, all of it kept; continue with: diptych resume ${run}`];
}

/** The table at the end of a batch: a row a photo, then the counts. */
export function outcomeTable(outcomes: readonly PhotoOutcome[]): string {
  const rows = outcomes.map((outcome) =>
    outcome.status === 'done'
      ? ['done', outcome.photo, [outcome.result, ...outcome.warnings.map((w) => `(${w})`)].join(' ')]
      : [outcome.status, outcome.photo, reasonText(outcome.reason, outcome.message)],
  );
  const count = (status: PhotoOutcome['status']) => outcomes.filter((o) => o.status === status).length;
  const sums = `${count('done')} done, ${count('skipped')} skipped, ${count('failed')} failed`;
  const shared = commonFolder(outcomes.map((o) => o.photo));
  const shortened = rows.map(([status, photo, what]) => [
    status!,
    path.relative(shared, photo!) || photo!,
    what!,
  ]);
  return rows.length === 0 ? sums : `${formatTable(['', 'photo', 'result'], shortened)}\n${sums}`;
}

function reasonText(reason: Exclude<PhotoOutcome, { status: 'done' }>['reason'], message: string): string {
  return reason === 'already-translated' ? message : `${errorCodes[reason].code} ${message}`;
}

function commonFolder(files: readonly string[]): string {
  const folders = files.map((file) => path.dirname(file).split(path.sep));
  const first = folders[0] ?? [];
  const differs = first.findIndex((part, i) => folders.some((folder) => folder[i] !== part));
  return (differs === -1 ? first : first.slice(0, differs)).join(path.sep) || path.sep;
}

/** Lines for a terminal, with nothing in them that could rewrite it. */
export function printableLines(lines: readonly string[]): string {
  return lines.map((line) => `${printable(line)}\n`).join('');
}
