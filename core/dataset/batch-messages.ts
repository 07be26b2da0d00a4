import type { ErrorName } from '../contract/error-codes.ts';
import type { MadeBatch } from './batch-maker.ts';

/** What the worker is told. A generation begins with every jump to another step; older batches are then void. */
export type BatchOrder =
  /** Prepare from `step` on, `credits` batches ahead. */
  | { readonly kind: 'seek'; readonly step: number; readonly generation: number; readonly credits: number }
  /** One batch was taken: prepare one more. */
  | { readonly kind: 'more'; readonly generation: number };

/** What the worker answers, one for each step in order. */
export type BatchAnswer = { readonly step: number; readonly generation: number } & (
  | { readonly kind: 'batch'; readonly batch: MadeBatch; readonly readingShare: number }
  | {
      readonly kind: 'failed';
      readonly reason: ErrorName;
      readonly message: string;
      readonly details: Readonly<Record<string, unknown>>;
    }
);
