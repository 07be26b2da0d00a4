import { statSync } from 'node:fs';
import { CoreError } from '../contract/core-error.ts';
import type { Connection } from './connection.ts';

/** Up to this size a check takes about a tenth of a second. */
const quickBytes = 16 * 2 ** 20;

/** Whether a catalog is small enough to be checked while others wait. */
export function isQuickToCheck(path: string): boolean {
  return (statSync(path, { throwIfNoEntry: false })?.size ?? 0) <= quickBytes;
}

/** What SQLite's quick_check finds wrong with a file, in its words; empty when it is sound. */
export function integrityFaults(connection: Connection): readonly string[] {
  const check = connection.prepare<object, { quick_check: string }>('PRAGMA quick_check(20)');
  try {
    const findings = check.all({}).map((row) => row.quick_check);
    return findings.filter((text) => text !== 'ok');
  } catch (error) {
    if (error instanceof CoreError && error.reason === 'damaged-catalog') return [error.message]; // too damaged to check
    throw error;
  }
}

/** Throws 'damaged-catalog' when quick_check finds a fault. */
export function assertSound(connection: Connection): void {
  assertNoFaults(connection.path, integrityFaults(connection));
}

/** Throws 'damaged-catalog' when there is a fault. */
export function assertNoFaults(path: string, faults: readonly string[]): void {
  if (faults.length === 0) return;
  throw new CoreError(
    'damaged-catalog',
    `The catalog "${path}" is damaged (${faults.length} faults found). Your photos are safe. Restore a backup or rebuild it from the files.`,
    { path, faults },
  );
}
