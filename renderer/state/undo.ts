import type { Studio } from './studio.svelte.ts';

/** Tells of a change that can be taken back. The button undoes the last change, so only the newest offer is shown. */
export function offerUndo(studio: Studio, message: string): void {
  studio.toasts.show({
    message,
    about: 'undo',
    actions: [{ label: 'Undo', run: () => void undo(studio) }],
  });
}

/** Takes the last change back and says which. */
export async function undo(studio: Studio): Promise<void> {
  await studio.attempt(async () => {
    const action = await studio.client.actions.undo();
    if (action === null) return say(studio, 'There is nothing to undo.');
    studio.toasts.show({
      message: `Undone: ${action.label}`,
      about: 'undo',
      actions: [{ label: 'Redo', run: () => void redo(studio) }],
    });
  });
}

/** Makes the change again that was undone last. */
export async function redo(studio: Studio): Promise<void> {
  await studio.attempt(async () => {
    const action = await studio.client.actions.redo();
    if (action === null) return say(studio, 'There is nothing to redo.');
    offerUndo(studio, `Done again: ${action.label}`);
  });
}

function say(studio: Studio, message: string): void {
  studio.toasts.show({ message, about: 'undo' });
}
