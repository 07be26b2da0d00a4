import type { LibraryChange } from '../../catalog/library-changes.ts';
import { errorCodes, type ErrorName } from '../../contract/error-codes.ts';

/** What can be done about a finding. */
export interface Repair {
  /** In words, as what is done: "It goes to the trash." */
  readonly words: string;
  /** Changes of the library, which can be undone. */
  readonly changes?: readonly LibraryChange[];
  /** What is done to files and rows after the changes; resolves to false where it is left as it is. */
  readonly mend?: () => Promise<boolean>;
}

/** What the check of a library has found. */
export interface Finding {
  readonly code: string;
  readonly message: string;
  /** Null where only a person can do something; the message says what. */
  readonly repair: Repair | null;
}

export function finding(reason: ErrorName, message: string, repair: Repair | null = null): Finding {
  return { code: errorCodes[reason].code, message, repair };
}
