import type { Studio } from '../../state/studio.svelte.ts';
import { offerUndo } from '../../state/undo.ts';

/** Gives a dataset another name, which can be undone. */
export async function renameDataset(studio: Studio, name: string, to: string): Promise<void> {
  const done = await studio.attempt(() => studio.client.datasets.rename({ name, to }));
  if (done !== undefined) offerUndo(studio, `The dataset is called "${to.slice(0, 60)}" now.`);
}
