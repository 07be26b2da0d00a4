import type { Catalog } from '../../catalog/open-catalog.ts';
import type { StyleCardText } from '../../catalog/styles.ts';
import { freeName } from '../../services/library-names.ts';
import type { EffectKind } from '../actions/actions.ts';

export interface StyleName {
  readonly styleId: number;
  readonly name: string;
}

export interface StyleCardChange extends StyleCardText {
  readonly styleId: number;
}

export interface StylePlaces {
  readonly styleIds: readonly number[];
  readonly isTrashed: boolean;
}

/** What can be done to styles, and undone. */
export interface StyleEffects {
  readonly name: EffectKind<StyleName>;
  readonly card: EffectKind<StyleCardChange>;
  /** Into the trash, or out of it. */
  readonly place: EffectKind<StylePlaces>;
}

export function createStyleEffects({ styles }: Pick<Catalog, 'styles'>): StyleEffects {
  const isGone = (styleId: number) => styles.get(styleId) === undefined;
  return {
    name: {
      kind: 'style-name',
      topics: ['styles'],
      isVoid: ({ styleId }) => isGone(styleId),
      apply({ styleId, name }) {
        const before = styles.get(styleId)?.name ?? name;
        const isTaken = (candidate: string) => (styles.byName(candidate)?.id ?? styleId) !== styleId;
        styles.rename(styleId, freeName(name, isTaken)); // another style may have taken the name since
        return { styleId, name: before };
      },
    },
    card: {
      kind: 'style-card',
      topics: ['styles'],
      isVoid: ({ styleId }) => isGone(styleId),
      apply({ styleId, licence, notes }) {
        const before = styles.get(styleId) ?? { licence, notes };
        styles.setCard(styleId, { licence, notes });
        return { styleId, licence: before.licence, notes: before.notes };
      },
    },
    place: {
      kind: 'style-place',
      topics: ['styles'],
      isVoid: ({ styleIds }) => styleIds.every(isGone),
      apply({ styleIds, isTrashed }) {
        for (const id of styleIds) styles.setTrashed(id, isTrashed ? Date.now() : null);
        return { styleIds, isTrashed: !isTrashed };
      },
    },
  };
}
