/** One thing that was measured, with every value that came out. */
export interface Figure {
  readonly what: string;
  readonly unit: 'ms' | 'KB' | 'MB' | 'frames/s';
  readonly values: readonly number[];
  /** The bound that its median has to keep. */
  readonly target?: { readonly atMost: number } | { readonly atLeast: number };
}

/** The value below which a fraction (0 to 1) of the values lies. */
export function quantile(values: readonly number[], fraction: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(fraction * sorted.length))]!;
}

export async function timed(work: () => Promise<unknown>): Promise<number> {
  const startMs = performance.now();
  await work();
  return performance.now() - startMs;
}
