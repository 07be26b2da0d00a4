import { caseName, type Target } from './bench-case.ts';
import { compareCase, type Comparison } from './compare.ts';
import type { Provenance } from './machine.ts';
import { markdownTable } from './markdown-table.ts';
import { ownFigures, type FigureUnit, type OwnFigure } from './own-figures.ts';
import type { Failure, Trial } from './run-benchmark.ts';
import type { Spread } from './statistics.ts';

/** All that a benchmark found out. */
export interface Benchmark {
  readonly provenance: Provenance;
  readonly peers: readonly string[];
  readonly trials: readonly Trial[];
  readonly failures: readonly Failure[];
}

export interface Summary {
  readonly comparisons: readonly Comparison[];
  readonly figures: readonly OwnFigure[];
}

export function summarize({ trials, peers }: Benchmark): Summary {
  const byCase = [...Map.groupBy(trials, (trial) => caseName(trial.case)).values()];
  return {
    comparisons: byCase.flatMap((ofCase) => compareCase(ofCase, peers)),
    figures: byCase.flatMap(ownFigures),
  };
}

/** The benchmark as it is written to a file: where it was made, the summary, and every trial. */
export function benchmarkJson(benchmark: Benchmark): string {
  return `${JSON.stringify({ formatVersion: 1, ...benchmark, summary: summarize(benchmark) }, null, 2)}\n`;
}

/** The benchmark as Markdown: where it was made, the tables, and what failed. */
export function benchmarkMarkdown(benchmark: Benchmark): string {
  const { comparisons, figures } = summarize(benchmark);
  const parts = [
    whereMade(benchmark),
    comparisons.length > 0 ? comparisonTable(comparisons) : undefined,
    figures.length > 0 ? figureTable(figures) : undefined,
    failureList(benchmark.failures),
  ];
  return parts.filter((part) => part !== undefined).join('\n\n');
}

function whereMade({ provenance, trials }: Benchmark): string {
  const { commit, isDirty, processor, cores, memoryGib, system, node, measuredAt } = provenance;
  const lines = trials.flatMap(({ ours }) => ours ?? []);
  const engine = lines[0]?.engine ?? 'no engine';
  const threads = lines[0]?.threads ?? cores;
  const numbers = new Set(trials.map(({ trial }) => trial)).size;
  return (
    `Measured on ${measuredAt.slice(0, 10)} at commit \`${commit.slice(0, 12)}\`` +
    `${isDirty ? ' with uncommitted changes' : ''}: ${processor}, ${cores} cores, ${memoryGib} GiB, ${system}, ` +
    `Node ${node}, ${engine}, ${threads} threads. Medians of ${numbers} ${numbers === 1 ? 'trial' : 'trials'} ` +
    '(smallest to largest).'
  );
}

function comparisonTable(comparisons: readonly Comparison[]): string {
  return markdownTable(
    [
      { title: 'Case' },
      { title: 'What' },
      { title: 'Diptych', isNumber: true },
      { title: 'Peer', isNumber: true },
      { title: 'Peer is' },
      { title: 'Ratio', isNumber: true },
      { title: 'Target' },
      { title: 'Met' },
    ],
    comparisons.map(({ unit, ratio, ...row }) => [
      caseName(row.case),
      row.measure,
      spreadText(row.ours, unit),
      spreadText(row.theirs, unit),
      cell(row.peer),
      `${ratio.median.toFixed(2)} (${ratio.min.toFixed(2)} to ${ratio.max.toFixed(2)})`,
      targetText(row.target, (value) => value.toFixed(1)),
      metText(row.isMet),
    ]),
  );
}

function figureTable(figures: readonly OwnFigure[]): string {
  return markdownTable(
    [
      { title: 'Case' },
      { title: 'Diptych alone' },
      { title: 'Figure', isNumber: true },
      { title: 'Target' },
      { title: 'Met' },
    ],
    figures.map(({ name, unit, spread, target, ...row }) => [
      caseName(row.case),
      name,
      spreadText(spread, unit),
      targetText(target, (value) => `${value * 100} %`),
      metText(row.isMet),
    ]),
  );
}

function failureList(failures: readonly Failure[]): string | undefined {
  if (failures.length === 0) return undefined;
  const items = failures.map(
    ({ who, why, ...where }) => `- ${where.case}, trial ${where.trial}, ${code(who)}: ${code(why)}`,
  );
  return ['Failed, and left out of the tables:', '', ...items].join('\n');
}

function spreadText({ median, min, max }: Spread, unit: FigureUnit): string {
  const [scale, name, digits] = scaleOf(median, unit);
  const show = (value: number): string => (value * scale).toFixed(digits);
  return `${show(median)} ${name} (${show(min)} to ${show(max)})`;
}

/** Factor, unit and decimals such that the median shows about three digits. */
function scaleOf(median: number, unit: FigureUnit): readonly [number, string, number] {
  if (unit === 'MiB') return [1, 'MiB', 0];
  if (unit === 'fraction') return [100, '%', 1];
  const [scale, name] = median < 1 ? [1000, 'ms'] : [1, 's'];
  return [scale, name, Math.min(2, Math.max(0, 2 - Math.floor(Math.log10(median * scale))))];
}

function targetText(target: Target | undefined, show: (value: number) => string): string {
  if (!target) return '';
  return 'atLeast' in target ? `at least ${show(target.atLeast)}` : `at most ${show(target.atMost)}`;
}

function metText(met: boolean | undefined): string {
  if (met === undefined) return '';
  return met ? 'yes' : 'no';
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|');
}

/** Foreign text on one line of a page, not taken for Markdown. */
function code(text: string): string {
  return `\`${text.replaceAll('`', "'").replaceAll(/\s+/g, ' ').slice(0, 300).trim()}\``;
}
