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
  /** Whether all that it names is gone for good: it would do nothing, and is forgotten instead. */
  isVoid(payload: Payload): boolean;
  /** What follows from it outside of the catalog, once it has been undone or done again. */
  afterwards?(payload: Payload): Promise<void> | void;
  /** For effects that may be large: how one is made piece by piece. Applying the pieces in turn is applying the whole. */
  readonly slices?: {
    split(payload: Payload): readonly Payload[];
    /** Pieces in the order in which they are to be applied, as one payload. */
    join(payloads: readonly Payload[]): Payload;
  };
}

/** An effect of whatever payload, to be listed among others. */
export type AnyEffectKind = Pick<EffectKind<never>, 'kind' | 'topics'> & {
  apply(payload: never): unknown;
  isVoid(payload: never): boolean;
  afterwards?(payload: never): Promise<void> | void;
  readonly slices?: { split(payload: never): readonly unknown[]; join(payloads: readonly never[]): unknown };
};

/** Everything a person does, as rows of the catalog: undone and done again without limit, also after a restart. */
export interface Actions {
  register(effect: AnyEffectKind): void;
  /** Applies an effect and records it under a label such as "Rate 3 photos"; what was undone before is forgotten. */
  perform<Payload>(label: string, effect: EffectKind<Payload>, payload: Payload): Action;
  /**
   * As `perform`, but a large effect is made in slices, between which others are answered; one after the other. What a
   * kill leaves undone of it is made by `recover`.
   */
  performInSlices<Payload>(label: string, effect: EffectKind<Payload>, payload: Payload): Promise<Action>;
  /** Records what was applied piece by piece, as an import is, with what takes it back and what does it again. */
  record<Payload>(
    label: string,
    effect: EffectKind<Payload>,
    payloads: { readonly undo: Payload; readonly redo: Payload },
  ): Action;
  list(limit: number): readonly Action[];
  /** Passes over what is void. */
  undo(): Promise<Action | null>;
  redo(): Promise<Action | null>;
  /** Makes the rest of what was being made when the program was killed. */
  recover(): Promise<void>;
  /** Ends after the slice at hand; the rest is made by `recover`. */
  close(): Promise<void>;
}
