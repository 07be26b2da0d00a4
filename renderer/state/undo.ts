import type { Studio } from './studio.svelte.ts';

/** Takes the last change back and says which. */
export async function undo(studio: Studio): Promise<void> {
  await studio.attempt(async () => {
    const action = await studio.client.actions.undo();
    if (action === null) return studio.toasts.show({ message: 'There is nothing to undo.' });
    studio.toasts.show({
      message: `Undone: ${action.label}`,
      actions: [{ label: 'Redo', run: () => void redo(studio) }],
    });
  });
}

/** Makes the change again that was undone last. */
export async function redo(studio: Studio): Promise<void> {
  await studio.attempt(async () => {
    const action = await studio.client.actions.redo();
    if (action === null) return studio.toasts.show({ message: 'There is nothing to redo.' });
    studio.toasts.show({
      message: `Done again: ${action.label}`,
      actions: [{ label: 'Undo', run: () => void undo(studio) }],
    });
  });
}
