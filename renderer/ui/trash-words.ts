import type { Emptying, TrashSize } from '../../core/contract/trash-contract.ts';
import type { TrashNouns } from '../state/trash-emptying.svelte.ts';
import { formatAmount, formatBytes, formatCount } from './format.ts';

/** What a person is told before a trash is emptied. */
export function askToEmpty({ count, bytes, fate }: TrashSize, { one, what, stays }: TrashNouns): string {
  if (count === 0) return 'What is in it is still needed and stays.';
  const all = `${formatAmount(count, one)}${bytes === null ? '' : ` (${formatBytes(bytes)})`}`;
  if (fate === 'system-trash')
    return `${all} will be removed, which cannot be undone here. ${capital(what)} go to this computer's trash: from there they can be put back, and there they take space until it is emptied. ${stays}`;
  const why =
    fate === 'set-to-delete'
      ? 'as is set under Settings, Library'
      : `because this computer's trash cannot take what lies in this library`;
  return `${all} will be removed, and ${what} will be gone for good, ${why}. This cannot be undone. ${stays}`;
}

/** What became of it, also where it was stopped on the way: what was being removed then is not counted yet. */
export function sayEmptied(told: Emptying, wasStopped: boolean, { one, item }: TrashNouns): string {
  const { removed, total, trashed, deleted, isRefused } = told;
  const isStopped = wasStopped && removed < total; // otherwise it came too late
  const begin = isStopped
    ? `Stopped after about ${formatCount(removed)} of ${formatAmount(total, one)}: the others are still in the trash.`
    : `${formatAmount(removed, one)} removed.`;
  const amountOf = ({ items, bytes }: Emptying['trashed']) =>
    `${isStopped ? 'So far ' : ''}${formatAmount(items, item)} (${formatBytes(bytes)}) ${items === 1 ? 'is' : 'are'}`;
  const why = isRefused ? `: this computer's trash did not take ${deleted.items === 1 ? 'it' : 'them'}` : '';
  const kept = trashed.items > 0 ? [`${amountOf(trashed)} in this computer's trash.`] : [];
  const gone = deleted.items > 0 ? [`${amountOf(deleted)} deleted for good${why}.`] : [];
  return [begin, ...kept, ...gone].join(' ');
}

function capital(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}
