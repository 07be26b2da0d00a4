import { CoreError } from '../contract/core-error.ts';
import { errorCodes, type ErrorName } from '../contract/error-codes.ts';

/** An error as people and programs are shown it. `stack` only for what Diptych did not foresee. */
export interface DescribedError {
  readonly code: string;
  readonly reason: ErrorName;
  readonly message: string;
  readonly details: Readonly<Record<string, unknown>>;
  readonly exitCode: number;
  readonly stack?: string | undefined;
}

export function describeError(error: unknown): DescribedError {
  if (error instanceof CoreError) {
    const { code, reason, message, details, exitCode } = error;
    return { code, reason, message, details, exitCode };
  }
  const { code, exitCode } = errorCodes['unexpected-error'];
  const message = error instanceof Error ? error.message : String(error);
  return {
    code,
    reason: 'unexpected-error',
    message: `Something happened that Diptych did not foresee: ${message}. Nothing finished is lost; please report this.`,
    details: {},
    exitCode,
    stack: error instanceof Error ? error.stack : undefined,
  };
}
