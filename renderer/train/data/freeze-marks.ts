import type { Studio } from '../../state/studio.svelte.ts';
import type { MarkedVersion } from './board-memory.svelte.ts';
import type { Mark } from './marks.svelte.ts';

/** Freezes what is marked as the next version of a dataset; false where it could not be. */
export async function freezeMarks(studio: Studio, name: string, { a, b }: MarkedVersion): Promise<boolean> {
  const having = (mark: Mark) => ({ a: a.having(mark), b: b.having(mark) });
  const frozen = await studio.attempt(() =>
    studio.client.datasets.freeze({
      name,
      exclude: having('excluded'),
      move: having('moved'),
      judge: having('judge'),
    }),
  );
  if (frozen === undefined) return false;
  studio.toasts.show({ kind: 'good', message: `"${name}" is frozen as v${frozen.version}.` });
  return true;
}
