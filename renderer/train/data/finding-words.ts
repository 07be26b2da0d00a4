import type { ContractRouterClient } from '@orpc/contract';
import type { DatasetFinding, datasetsContract } from '../../../core/contract/datasets-contract.ts';
import type { Mark } from './marks.svelte.ts';

/** What a finding says of one picture. */
export const findingWords: Readonly<Record<DatasetFinding['kind'], string>> = {
  'left-out': 'left out',
  'near-duplicate': 'almost the same as another',
  'on-both-sides': 'on both sides',
  small: 'smaller than the training size',
  missing: 'no longer there',
  changed: 'changed since it was checked',
};

/** What a mark says of one picture, with the letter of the other side. */
export function markWords(mark: Mark, other: string): string {
  return { excluded: 'to leave out', moved: `to move to side ${other}`, judge: 'judge photo' }[mark];
}

/** A file that was not taken into a dataset. */
export type LeftOut = Awaited<
  ReturnType<ContractRouterClient<typeof datasetsContract>['get']>
>['leftOut'][number];
