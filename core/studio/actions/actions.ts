import type { Change } from '../../contract/app-contract.ts';
import type { Action } from '../../contract/actions-contract.ts';

/**
 * One kind of change that can be undone. `apply` runs inside a transaction of the catalog, must not wait for anything,
 * and returns the payload that puts everything back; payloads are anything that JSON can hold.
 */
export interface EffectKind<Payload> {
  readonly kind: string;
  /** What pages have to read again after it. */
  readonly topics: readonly Change['topic'][];
  apply(payload: Payload): Payload;
}

/** An effect of whatever payload, to be listed among others. */
export type AnyEffectKind = Pick<EffectKind<never>, 'kind' | 'topics'> & { apply(payload: never): unknown };

/** Everything a person does, as rows of the catalog: undone and done again without limit, also after a restart. */
export interface Actions {
  register(effect: AnyEffectKind): void;
  /** Applies an effect and records it under a label such as "Rate 3 photos"; what was undone before is forgotten. */
  perform<Payload>(label: string, effect: EffectKind<Payload>, payload: Payload): Action;
  /** Records what was applied piece by piece, as an import is, with what takes it back and what does it again. */
  record<Payload>(
    label: string,
    effect: EffectKind<Payload>,
    payloads: { readonly undo: Payload; readonly redo: Payload },
  ): Action;
  list(limit: number): readonly Action[];
  undo(): Action | null;
  redo(): Action | null;
}
