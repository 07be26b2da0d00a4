import { errorCodes, type ErrorName } from './error-codes.ts';

/**
 * The only error that the core throws on purpose. The message says what was expected, what was found and what
 * to do; `details` holds the same facts as values for programs.
 */
export class CoreError extends Error {
  readonly name = 'CoreError';
  readonly reason: ErrorName;
  readonly details: Readonly<Record<string, unknown>>;

  constructor(
    reason: ErrorName,
    message: string,
    details: Readonly<Record<string, unknown>> = {},
    options?: ErrorOptions,
  ) {
    super(message, options);
    this.reason = reason;
    this.details = details;
  }

  /** The stable code that people see, e.g. `D-IMG-003`. */
  get code(): string {
    return errorCodes[this.reason].code;
  }

  /** The exit code of the command line for this error. */
  get exitCode(): number {
    return errorCodes[this.reason].exitCode;
  }
}
