import { median } from '../statistics.ts';

/** The median time of so many calls; two untimed ones come first. */
export async function medianSeconds(repeats: number, work: () => Promise<unknown>): Promise<number> {
  for (let i = 0; i < 2; i++) await work();
  const seconds: number[] = [];
  for (let i = 0; i < repeats; i++) {
    const startMs = performance.now();
    await work();
    seconds.push((performance.now() - startMs) / 1000);
  }
  return median(seconds);
}
