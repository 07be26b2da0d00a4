import type { Direction } from '../../core/contract/events.ts';
import type { Result } from '../../core/contract/photos-contract.ts';
import type { StyleCard } from '../../core/contract/styles-contract.ts';
import type { Look } from '../../core/contract/translation-contract.ts';
import { formatMoment } from '../ui/format.ts';

export type StyleDirection = StyleCard['directions'][number];

/** The direction of a style that is wanted, or its usual one. */
export function directionOf(style: StyleCard, direction: Direction): StyleDirection | undefined {
  return style.directions.find((one) => one.direction === direction) ?? style.directions[0];
}

/** The look that a style has at first, or again: the wanted direction where it has it. */
export function lookOf(style: StyleCard, direction: Direction, strength: number): Look | null {
  const found = directionOf(style, direction);
  return found === undefined ? null : { styleId: style.id, direction: found.direction, strength };
}

/** Which way a direction goes, by what the domains are called: from, to. */
export function wayOf({ domainA, domainB }: StyleCard, direction: Direction): readonly [string, string] {
  return direction === 'a-to-b' ? [domainA, domainB] : [domainB, domainA];
}

/** A strength one step stronger or weaker, 0 to 1. */
export function strengthStep(strength: number, steps: number): number {
  return Math.min(1, Math.max(0, Math.round(strength * 20 + steps) / 20));
}

export function percent(strength: number): string {
  return `${Math.round(strength * 100)} %`;
}

function isSameLook(result: Result, look: Look): boolean {
  const isStyle = result.styleId === look.styleId && result.direction === look.direction;
  return isStyle && Math.abs(result.strength - look.strength) < 0.001;
}

/** The newest full-size result in a look. The history is oldest first. */
export function resultInLook(history: readonly Result[], look: Look | null): Result | undefined {
  return look === null ? undefined : history.findLast((result) => isSameLook(result, look));
}

/** Styles by what a person typed: every word must be in the name, a domain or the method. */
export function matching(styles: readonly StyleCard[], search: string): readonly StyleCard[] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  return styles.filter(({ name, domainA, domainB, method }) => {
    const text = `${name} ${domainA} ${domainB} ${method}`.toLowerCase();
    return words.every((word) => text.includes(word));
  });
}

/** The entry some places on in a list, no farther than its ends; the first when none is chosen. */
export function neighbour<T>(list: readonly T[], current: T | undefined, by: number): T | undefined {
  const at = current === undefined ? -1 : list.indexOf(current);
  return at < 0 ? list[0] : list[Math.min(list.length - 1, Math.max(0, at + by))];
}

/** Indices of a list, nearest to one of them first. */
export function nearestFirst(length: number, centre: number): readonly number[] {
  return Array.from({ length }, (_, index) => index).sort(
    (one, other) => Math.abs(one - centre) - Math.abs(other - centre) || one - other,
  );
}

/** When something was made: the time of today, the day and time of another day. */
export function whenText(timeMs: number, nowMs: number): string {
  const isToday = new Date(timeMs).toDateString() === new Date(nowMs).toDateString();
  if (!isToday) return formatMoment(timeMs);
  return new Intl.DateTimeFormat('en', { timeStyle: 'short' }).format(timeMs);
}
