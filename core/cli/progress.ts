import type { CoreEvent } from '../contract/events.ts';
import { formatDuration, formatRate, printable } from './format.ts';

/** How far one piece of work is; `done` of `total` units, with what is known about its speed. */
export interface Progress {
  readonly label: string;
  readonly unit: string;
  readonly done: number;
  readonly total: number;
  readonly secondsPerUnit?: number | undefined;
  readonly etaSeconds?: number | undefined;
  readonly detail?: string | undefined;
}

/** The progress that an event tells of, or undefined for an event that is news instead. */
export function progressOf(event: CoreEvent): Progress | undefined {
  switch (event.type) {
    case 'dataset-progress':
      return { label: `reading ${event.dataset}`, unit: 'file', done: event.done, total: event.total };
    case 'training-preparing':
      return event.fraction === null
        ? undefined
        : { label: event.stage, unit: 'part', done: Math.round(event.fraction * 100), total: 100 };
    case 'training-step':
      return {
        label: event.run,
        unit: 'step',
        done: event.step,
        total: event.steps,
        secondsPerUnit: event.secondsPerStep,
        etaSeconds: event.etaSeconds,
        detail: formatLosses(event.losses),
      };
    case 'translation-progress':
      return {
        label: 'translating',
        unit: 'photo',
        done: event.done + event.fraction,
        total: event.total,
        detail: event.photo,
      };
    default:
      return undefined;
  }
}

function formatLosses(losses: Readonly<Record<string, number>>): string {
  return Object.entries(losses)
    .map(([name, value]) => `${name} ${value.toFixed(3)}`)
    .join(' ');
}

/** Measures rate and time left for work that does not tell them itself, from its first report on. */
export function createMeter(nowSeconds: () => number): (progress: Progress) => Progress {
  const starts = new Map<string, { readonly at: number; readonly done: number }>();
  return (progress) => {
    if (progress.secondsPerUnit !== undefined) return progress;
    const start = starts.get(progress.label);
    if (start === undefined || progress.done < start.done) {
      starts.set(progress.label, { at: nowSeconds(), done: progress.done });
      return progress;
    }
    const done = progress.done - start.done;
    if (done <= 0) return progress;
    const secondsPerUnit = (nowSeconds() - start.at) / done;
    return { ...progress, secondsPerUnit, etaSeconds: secondsPerUnit * (progress.total - progress.done) };
  };
}

/** One line: label, bar on a terminal (`barWidth` > 0), count, rate, time left, detail, cut to `columns`. */
export function renderProgress(progress: Progress, { barWidth = 0, columns = Infinity } = {}): string {
  const { label, done, total, detail } = progress;
  const fraction = total > 0 ? Math.min(1, done / total) : 0;
  const bar = barWidth > 0 ? renderBar(fraction, barWidth) : undefined;
  const parts = [label, bar, `${Math.floor(done)}/${total}`, ...renderSpeed(progress), detail];
  const line = printable(parts.filter((part) => part !== undefined).join('  '));
  return line.length <= columns ? line : `${line.slice(0, Math.max(0, columns - 1))}…`;
}

function renderSpeed({ unit, secondsPerUnit = 0, etaSeconds }: Progress): (string | undefined)[] {
  return [
    secondsPerUnit > 0 ? formatRate(secondsPerUnit, unit) : undefined,
    etaSeconds === undefined ? undefined : `ETA ${formatDuration(etaSeconds)}`,
  ];
}

function renderBar(fraction: number, width: number): string {
  const full = Math.round(fraction * width);
  return `[${'#'.repeat(full)}${'-'.repeat(width - full)}]`;
}
