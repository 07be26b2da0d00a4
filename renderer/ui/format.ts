const whole = new Intl.NumberFormat('en');
const day = new Intl.DateTimeFormat('en', { dateStyle: 'medium' });
const moment = new Intl.DateTimeFormat('en', { dateStyle: 'medium', timeStyle: 'short' });
const units = ['bytes', 'kB', 'MB', 'GB', 'TB'] as const;

/** `41,200`. */
export function formatCount(count: number): string {
  return whole.format(count);
}

/** `1 photo`, `1,340 photos`; plurals that do not end in s are given. */
export function formatAmount(count: number, one: string, many: string = `${one}s`): string {
  return `${formatCount(count)} ${count === 1 ? one : many}`;
}

/** `812 bytes`, `4.2 MB`, `31 GB`: two digits or more, in thousands as disks are sold. */
export function formatBytes(bytes: number): string {
  const power = Math.min(units.length - 1, Math.max(0, Math.floor(Math.log10(Math.max(1, bytes)) / 3)));
  const value = bytes / 1000 ** power;
  return `${formatSmall(value, power === 0 ? 0 : value < 9.95 ? 1 : 0)} ${units[power]}`;
}

/** `less than a second`, `42 s`, `3 min`, `2 h 10 min`, `3 days 4 h`: two units at most. */
export function formatDuration(seconds: number): string {
  if (!Number.isFinite(seconds)) return 'unknown';
  if (seconds < 1) return 'less than a second';
  if (seconds < 59.5) return `${Math.round(seconds)} s`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 60) return `${minutes} min`;
  const hours = minutes < 600 ? Math.floor(minutes / 60) : Math.round(minutes / 60);
  if (hours < 10) return join(`${hours} h`, minutes % 60, 'min');
  if (hours < 48) return `${hours} h`;
  return join(`${Math.floor(hours / 24)} days`, hours % 24, 'h');
}

/** What is left, honestly: `2 h 10 min left`, `3 to 5 min left`. */
export function formatLeft(low: number, high: number = low): string {
  const [from, to] = [formatDuration(low), formatDuration(high)];
  if (from === to) return `${to} left`;
  const [amount, unit] = from.split(' ');
  const isSameUnit = from.split(' ').length === 2 && to.split(' ').length === 2 && to.endsWith(` ${unit}`);
  return `${isSameUnit ? amount : from} to ${to} left`;
}

/** `31`, `1.3`, `0.42`: three digits at most of what counts. */
export function formatRate(value: number): string {
  return formatSmall(value, value >= 9.95 ? 0 : value >= 0.995 ? 1 : 2);
}

/** `12 %`. */
export function formatPercent(fraction: number): string {
  return `${Math.round(fraction * 100)} %`;
}

/** `Nov 21, 2026`. */
export function formatDay(timeMs: number): string {
  return day.format(timeMs);
}

/** `Nov 21, 2026, 11:30 AM`. */
export function formatMoment(timeMs: number): string {
  return moment.format(timeMs);
}

function formatSmall(value: number, digits: number): string {
  return whole.format(Number(value.toFixed(digits)));
}

function join(first: string, amount: number, unit: string): string {
  return amount === 0 ? first : `${first} ${amount} ${unit}`;
}
