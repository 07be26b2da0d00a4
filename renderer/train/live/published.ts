import type { Direction } from '../../../core/contract/events.ts';

/** What came of publishing a checkpoint. */
export interface Published {
  readonly styleId: number;
  readonly largestDifference: number;
  readonly directions: readonly Direction[];
}
