import type { SavedCheckpoint } from '../checkpoint/save-checkpoint.ts';
import type { CoreEvent } from '../contract/events.ts';
import type { PlainError } from '../work/plain-error.ts';
import type { RunEnd } from './run-training.ts';

/** What the training worker tells the thread that started it. */
export type WorkerMessage =
  | { readonly kind: 'event'; readonly event: CoreEvent }
  | { readonly kind: 'checkpoint'; readonly saved: SavedCheckpoint; readonly removedSteps: readonly number[] }
  | { readonly kind: 'end'; readonly end: RunEnd }
  | { readonly kind: 'error'; readonly error: PlainError };

/** The only thing it is told: stop after this step and keep everything. */
export type WorkerRequest = 'stop';
