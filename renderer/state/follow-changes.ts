import type { AppFacts, Change } from '../../core/contract/app-contract.ts';
import type { Settings } from '../../core/contract/settings-contract.ts';
import type { CoreClient } from '../platform/platform.ts';
import type { ChangeFeed } from './change-feed.ts';

/** What all screens share. */
interface Shared {
  readonly client: CoreClient;
  readonly jobs: { reload(): Promise<void> };
  facts: AppFacts;
  settings: Settings;
  attempt<T>(work: () => Promise<T>): Promise<T | undefined>;
}

/** Keeps it as it is in the core, and passes each change on to whoever listens. */
export async function followChanges(studio: Shared, feed: ChangeFeed): Promise<void> {
  for await (const change of await studio.client.app.changes()) {
    await studio.attempt(() => readAgain(studio, change)); // one that fails is not the last
    feed.tell(change);
  }
}

async function readAgain(studio: Shared, { topic }: Change): Promise<void> {
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
