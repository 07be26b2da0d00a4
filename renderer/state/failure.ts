import { isDefinedError, ORPCError } from '@orpc/client';
import type { Failure } from '../../core/contract/procedure.ts';

/** What went wrong, as the page shows it, out of whatever was thrown. */
export function failureOf(error: unknown): Failure {
  if (isDefinedError(error as Error) && error instanceof ORPCError) return error.data as Failure;
  const message = error instanceof Error ? error.message : String(error);
  return { code: 'D-APP-001', reason: 'unexpected-error', message, details: {} };
}

/** Whether it is only that something was stopped, which is no error to the person who stopped it. */
export function isCancelled(error: unknown): boolean {
  return (
    (error instanceof DOMException && error.name === 'AbortError') || failureOf(error).reason === 'cancelled'
  );
}

/** Whether the person knows already: they stopped it, or the whole window says that the library is out of reach. */
export function isToldElsewhere(error: unknown): boolean {
  const { reason, details } = failureOf(error);
  const problem = details['problem'] as Failure | undefined;
  return isCancelled(error) || (reason === 'library-closed' && problem?.reason === 'library-gone');
}
