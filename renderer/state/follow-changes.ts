import type { AppFacts, Change } from '../../core/contract/app-contract.ts';
import type { CoreClient } from '../platform/platform.ts';
import type { ChangeFeed } from './change-feed.ts';
import type { Studio } from './studio.svelte.ts';

/** Keeps what all screens share as it is in the core, and passes each change on to whoever listens. */
export async function followChanges(studio: Studio, feed: ChangeFeed): Promise<void> {
  for await (const change of await studio.client.app.changes()) {
    await studio.attempt(() => readAgain(studio, change)); // one that fails is not the last
    feed.tell(change);
  }
}

async function readAgain(studio: Studio, { topic }: Change): Promise<void> {
  if (topic === 'jobs') await studio.jobs.reload();
  if (topic === 'settings') studio.settings = await studio.client.settings.get();
  if (topic === 'library') studio.facts = await factsAgain(studio.client, studio.facts);
}

/** A library that was out of reach and is back is read from the start. */
async function factsAgain({ app }: CoreClient, before: AppFacts): Promise<AppFacts> {
  const now = await app.facts();
  const wasGone = before.library.problem?.reason === 'library-gone';
  if (wasGone && now.library.problem === null) location.reload();
  return now;
}
