import { formatAmount, formatBytes, formatCount, formatDuration, formatRate } from '../ui/format.ts';

export interface Estimate {
  readonly seconds: { readonly low: number; readonly high: number };
  readonly megapixels: number;
  readonly diskBytes: number;
  readonly memoryBytes: number;
  readonly freeBytes: number;
  readonly isMeasured: boolean;
}

/** An honest range: "18–25 min", or one time where both ends read the same. */
export function rangeText({ low, high }: Estimate['seconds']): string {
  const [from, to] = [formatDuration(low), formatDuration(high)];
  if (from === to) return from;
  const unit = /^\d+( \w+)$/.exec(from)?.[1];
  return unit !== undefined && /^\d+ \w+$/.test(to) && to.endsWith(unit)
    ? `${from.slice(0, -unit.length)}–${to}`
    : `${from} – ${to}`;
}

/** One line before the work: "214 photos · about 18–25 min · 1.1 GB". */
export function estimateLine(photos: number, { seconds, diskBytes }: Estimate): string {
  return `${formatAmount(photos, 'photo')} · ${timeText(seconds)} · ${formatBytes(diskBytes)}`;
}

/** No second is promised where it may be many. */
function timeText({ low, high }: Estimate['seconds']): string {
  if (high < 1) return formatDuration(high);
  return low < 1 ? `up to ${formatDuration(high)}` : `about ${rangeText({ low, high })}`;
}

/** Where the figures come from, and the memory that the largest photo needs. */
export function estimateDetail({ isMeasured, megapixels, memoryBytes }: Estimate): string {
  const source = isMeasured
    ? 'Measured on this computer'
    : 'Estimated; it becomes exact with the first photo';
  const size = megapixels < 100 ? formatRate(megapixels) : formatCount(Math.round(megapixels));
  return `${source}. ${size} megapixels, up to ${formatBytes(memoryBytes)} of memory.`;
}

/** What is in the way, in words; null when nothing is. */
export function estimateProblem({ diskBytes, freeBytes }: Estimate): string | null {
  if (diskBytes <= freeBytes) return null;
  const [needed, free] = [formatBytes(diskBytes), formatBytes(freeBytes)];
  return `The results need ${needed}, but only ${free} is free. Free some space or translate fewer photos.`;
}

/** How long a preview took: "0.8 s". */
export function previewTime(seconds: number): string {
  return seconds < 9.95 ? `${Math.max(0.1, seconds).toFixed(1)} s` : formatDuration(seconds);
}
