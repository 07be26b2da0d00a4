import type { Catalog } from '../../catalog/open-catalog.ts';
import type { EffectKind } from '../actions/actions.ts';

export interface RunPlaces {
  readonly runIds: readonly number[];
  readonly isTrashed: boolean;
}

/** What can be done to runs, and undone. */
export interface RunEffects {
  /** Into the trash, or out of it; a run without a checkpoint can only be started from the beginning then. */
  readonly place: EffectKind<RunPlaces>;
}

export function createRunEffects({ runs }: Pick<Catalog, 'runs'>): RunEffects {
  return {
    place: {
      kind: 'run-place',
      topics: ['runs'],
      isVoid: ({ runIds }) => runIds.every((id) => runs.get(id) === undefined),
      apply({ runIds, isTrashed }) {
        for (const id of runIds) runs.setTrashed(id, isTrashed ? Date.now() : null);
        return { runIds, isTrashed: !isTrashed };
      },
    },
  };
}
