import type { SideCulling } from './side-culling.ts';

export type Cull = (culling: SideCulling, index: number) => void;

const exclude: Cull = (culling, index) => culling.exclude(index);
const judge: Cull = (culling, index) => void culling.toggleJudge(index);

/** Keys that say nothing else in a grid. */
const named: Readonly<Record<string, Cull>> = { Delete: exclude, Enter: judge };

/** Letters and digits, which can be switched off. */
const single: Readonly<Record<string, Cull>> = {
  1: (culling, index) => culling.keep(index),
  x: exclude,
  a: (culling, index) => culling.belong(index, 'a'),
  b: (culling, index) => culling.belong(index, 'b'),
  j: judge,
};

/** What a key does to the picture that has the focus; undefined for other keys. */
export function cullingOf(event: KeyboardEvent, singleKeys: boolean): Cull | undefined {
  if (event.ctrlKey || event.metaKey || event.altKey) return undefined;
  return named[event.key] ?? (singleKeys ? single[event.key.toLowerCase()] : undefined);
}
