import type { JobWork } from '../../jobs/job-kind.ts';
import type { House } from '../house.ts';
import type { LibraryEffect } from '../photos/library-effect.ts';
import type { Finding } from './finding.ts';

/**
 * Repairs what can be repaired, changes of the library first and as one action that can be undone. Returns what is left
 * and what was repaired, in words; what does not work is left.
 */
export async function repairFindings(
  { actions }: Pick<House, 'actions'>,
  effect: LibraryEffect,
  findings: readonly Finding[],
  { signal, report }: JobWork,
): Promise<{ readonly left: readonly Finding[]; readonly repaired: readonly string[] }> {
  const changes = findings.flatMap(({ repair }) => repair?.changes ?? []);
  if (changes.length > 0) actions.perform('Repair the library', effect, changes);
  const left: Finding[] = [];
  const repaired: string[] = [];
  for (const [index, found] of findings.entries()) {
    signal.throwIfAborted();
    report({ fraction: index / findings.length, stage: 'Repairing' });
    if (await isMended(found)) repaired.push(`${found.message} ${found.repair!.words}`);
    else left.push(found);
  }
  return { left, repaired };
}

async function isMended({ repair }: Finding): Promise<boolean> {
  if (repair === null) return false;
  return repair.mend === undefined || (await repair.mend().catch(() => false)); // found again by the next check
}
