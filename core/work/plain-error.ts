import { CoreError } from '../contract/core-error.ts';
import { errorCodes, type ErrorName } from '../contract/error-codes.ts';

/** An error without its class, which does not cross processes. */
export interface PlainError {
  readonly reason: ErrorName | undefined;
  readonly message: string;
  readonly details: Readonly<Record<string, unknown>>;
  readonly stack: string | undefined;
}

export function plainError(error: unknown): PlainError {
  const stack = error instanceof Error ? error.stack : undefined;
  if (!(error instanceof CoreError)) return { reason: undefined, message: String(error), details: {}, stack };
  const details = JSON.parse(JSON.stringify(error.details)) as Record<string, unknown>;
  return { reason: error.reason, message: error.message, details, stack };
}

export function revivedError({ reason, message, details, stack }: PlainError): Error {
  const cause = Object.assign(new Error(message), { stack });
  if (reason !== undefined && reason in errorCodes) return new CoreError(reason, message, details, { cause });
  return cause;
}
