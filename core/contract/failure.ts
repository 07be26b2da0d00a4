import { CoreError } from './core-error.ts';
import type { Failure } from './procedure.ts';

/** A failure as the page shows it; what was not thrown on purpose keeps its words for the log. */
export function failureOf(error: unknown): Failure {
  if (error instanceof CoreError) {
    const { code, reason, message } = error;
    return {
      code,
      reason,
      message,
      details: JSON.parse(JSON.stringify(error.details)) as Record<string, unknown>,
    };
  }
  const { code, reason } = new CoreError('unexpected-error', '');
  const message =
    'Something went wrong inside Diptych. Nothing of yours was changed. Try again; the log has the details.';
  return { code, reason, message, details: {} };
}
