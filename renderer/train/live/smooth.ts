type Values = readonly (number | null)[];

/**
 * The running average of a curve with `weight` in [0, 1) on what came before, corrected for its start as in Adam
 * (Kingma and Ba, Sec. 3), so that the first values are not drawn to zero.
 */
export function smooth(values: Values, weight: number): Values {
  if (weight === 0) return values;
  let average = 0;
  let correction = 1;
  return values.map((value) => {
    if (value === null) return null;
    average = average * weight + value * (1 - weight);
    correction *= weight;
    return average / (1 - correction);
  });
}

/** The lowest and highest value; the lowest and highest hundredth left out where they are clipped. Undefined of nothing. */
export function rangeOf(
  curves: readonly Values[],
  { isClipped }: { readonly isClipped: boolean },
): readonly [number, number] | undefined {
  const all = curves.flatMap((values) => values.filter((value) => value !== null)).sort((a, b) => a - b);
  if (all.length === 0) return undefined;
  const cut = isClipped ? Math.floor(all.length / 100) : 0;
  return [all[cut]!, all[all.length - 1 - cut]!];
}

/** A step as an axis writes it: `800`, `12k`, `1.5M`. */
export function tickOf(step: number): string {
  if (Math.abs(step) >= 1e6) return `${short(step / 1e6)}M`;
  return Math.abs(step) >= 10_000 ? `${short(step / 1000)}k` : short(step);
}

/** The last of ascending steps that is not beyond a step, else the first; -1 of none. */
export function indexAt(steps: readonly number[], step: number): number {
  const after = steps.findIndex((one) => one > step);
  return after === -1 ? steps.length - 1 : Math.max(0, after - 1);
}

/** Where a step lies along a strip on which the given ascending steps are evenly apart: 0 to 1. */
export function placeOf(steps: readonly number[], step: number): number {
  const first = indexAt(steps, step);
  const [from, to] = [steps[first], steps[first + 1]];
  if (from === undefined || steps.length < 2) return 0;
  const beyond = to === undefined ? 0 : Math.min(1, Math.max(0, (step - from) / (to - from)));
  return (first + beyond) / (steps.length - 1);
}

function short(value: number): string {
  return String(Number(value.toFixed(2)));
}
