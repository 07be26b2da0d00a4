import { markdownTable } from '../markdown-table.ts';
import type { Provenance } from '../machine.ts';
import { median } from '../statistics.ts';
import { quantile, type Figure } from './figure.ts';

/** The figures as Markdown, with where and under what load they were measured. */
export function appReport(
  { measuredAt, commit, isDirty, processor, cores, memoryGib, system, node }: Provenance,
  load: readonly number[],
  figures: readonly Figure[],
): string {
  const where =
    `Measured on ${measuredAt.slice(0, 10)} at commit \`${commit.slice(0, 12)}\`` +
    `${isDirty ? ' with uncommitted changes' : ''}: ${processor}, ${cores} cores, ${memoryGib} GiB, ${system}, ` +
    `Node ${node}; load average ${load.map((value) => value.toFixed(1)).join(' before, ')} after.`;
  return `${where}\n\n${figureTable(figures)}`;
}

function figureTable(figures: readonly Figure[]): string {
  const columns = [
    { title: 'What' },
    { title: 'Median', isNumber: true },
    { title: 'Best', isNumber: true },
    { title: '95 %', isNumber: true },
    { title: 'Worst', isNumber: true },
    { title: 'Values', isNumber: true },
    { title: 'Target' },
    { title: 'Met' },
  ];
  return markdownTable(columns, figures.map(rowOf));
}

function rowOf({ what, unit, values, target }: Figure): readonly string[] {
  const shown = (value: number): string => `${value.toFixed(value < 10 ? 1 : 0)} ${unit}`;
  const isRate = unit === 'frames/s';
  const [low, high] = [Math.min(...values), Math.max(...values)];
  return [
    what,
    shown(median(values)),
    shown(isRate ? high : low),
    shown(quantile(values, isRate ? 0.05 : 0.95)),
    shown(isRate ? low : high),
    String(values.length),
    target === undefined
      ? ''
      : 'atMost' in target
        ? `at most ${target.atMost}`
        : `at least ${target.atLeast}`,
    target === undefined ? '' : isMet(median(values), target) ? 'yes' : 'no',
  ];
}

function isMet(value: number, target: NonNullable<Figure['target']>): boolean {
  return 'atMost' in target ? value <= target.atMost : value >= target.atLeast;
}
