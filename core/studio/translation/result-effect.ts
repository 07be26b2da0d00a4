import type { Catalog } from '../../catalog/open-catalog.ts';
import type { EffectKind } from '../actions/actions.ts';

/** A result in its photo's history or not, and what the photo shows then. */
export interface ResultPlace {
  readonly resultId: number;
  readonly isThere: boolean;
  /** Null shows the original. */
  readonly shown: number | null;
}

export function resultEffect({ results }: Pick<Catalog, 'results'>): EffectKind<ResultPlace> {
  return {
    kind: 'result-place',
    topics: ['results', 'photos'],
    apply({ resultId, isThere, shown }) {
      const before = results.place(resultId, isThere, shown);
      return { resultId, isThere: !isThere, shown: before };
    },
  };
}
