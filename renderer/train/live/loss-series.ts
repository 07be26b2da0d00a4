/** Losses by curve at ascending steps; null where a curve has none. */
export interface LossSeries {
  readonly steps: readonly number[];
  readonly values: Readonly<Record<string, readonly (number | null)[]>>;
}

export interface LossPoint {
  readonly step: number;
  readonly losses: Readonly<Record<string, number>>;
}

/**
 * Adds points to the end and keeps at most `most`: every second one is left out where there are more, the last never.
 * A step that is not beyond the last goes back, as a training does that continues from a checkpoint.
 */
export function appendLosses(series: LossSeries, points: readonly LossPoint[], most: number): LossSeries {
  const first = points[0];
  if (first === undefined) return series;
  const kept = series.steps.findIndex((step) => step >= first.step);
  const before = pick(series, (_, i) => kept === -1 || i < kept);
  const names = new Set([
    ...Object.keys(before.values),
    ...points.flatMap(({ losses }) => Object.keys(losses)),
  ]);
  const all: LossSeries = {
    steps: [...before.steps, ...points.map(({ step }) => step)],
    values: Object.fromEntries(
      [...names].map((name) => [
        name,
        [
          ...(before.values[name] ?? before.steps.map(() => null)),
          ...points.map(({ losses }) => losses[name] ?? null),
        ],
      ]),
    ),
  };
  return thinLosses(all, most);
}

/** At most `most` of the steps, evenly chosen, the last among them. */
export function thinLosses(series: LossSeries, most: number): LossSeries {
  const { length } = series.steps;
  const stride = 2 ** Math.max(0, Math.ceil(Math.log2(length / most)));
  if (stride === 1) return series;
  return pick(series, (_, i) => (length - 1 - i) % stride === 0);
}

/** As comma-separated values with a head. */
export function csvOfLosses({ steps, values }: LossSeries): string {
  const names = Object.keys(values);
  const rows = steps.map((step, i) => [step, ...names.map((name) => values[name]?.[i] ?? '')].join(','));
  return `${[['step', ...names].join(','), ...rows].join('\n')}\n`;
}

function pick({ steps, values }: LossSeries, isKept: (value: unknown, i: number) => boolean): LossSeries {
  return {
    steps: steps.filter(isKept),
    values: Object.fromEntries(Object.entries(values).map(([name, all]) => [name, all.filter(isKept)])),
  };
}
