import type { PlainError } from './plain-error.ts';

/** What an engine process is told. `run` numbers the tasks, so that nothing meant for one reaches the next. */
export type EngineOrder =
  | { readonly kind: 'run'; readonly run: number; readonly task: string; readonly input: unknown }
  | { readonly kind: 'abort'; readonly run: number; readonly reason: AbortReason }
  | { readonly kind: 'request'; readonly run: number; readonly request: unknown }
  /** Work of a higher priority wants the processor, or no longer does. */
  | { readonly kind: 'hold'; readonly isHeld: boolean };

/** What it tells. */
export type EngineAnswer =
  | { readonly kind: 'news'; readonly run: number; readonly news: unknown }
  | { readonly kind: 'done'; readonly run: number; readonly output: unknown }
  | { readonly kind: 'failed'; readonly run: number; readonly error: PlainError };

/** Why a task is to stop: for good, to go on later, or because the program ends. */
export type AbortReason = 'cancel' | 'pause' | 'close';

export function isEngineAnswer(message: unknown): message is EngineAnswer {
  if (typeof message !== 'object' || message === null) return false;
  const { kind, run } = message as { readonly kind?: unknown; readonly run?: unknown };
  return typeof run === 'number' && (kind === 'news' || kind === 'done' || kind === 'failed');
}

export function abortReason(signal: AbortSignal): AbortReason {
  const reason: unknown = signal.reason;
  return reason === 'pause' || reason === 'close' ? reason : 'cancel';
}
