import { topicOf } from '../help/topics.ts';
import { Arrivals, type ImportPlace } from '../state/arrivals.svelte.ts';
import type { Command } from '../state/commands.svelte.ts';
import type { Studio } from '../state/studio.svelte.ts';
import { redo, undo } from '../state/undo.ts';

/** Commands that every screen has. */
export function frameCommands(studio: Studio): readonly Command[] {
  return [...opening(studio), ...editing(studio), ...queueing(studio), ...viewing(studio)];
}

function opening(studio: Studio): readonly Command[] {
  const group = 'Photos';
  const choose = (what: 'photos' | 'folder', place?: ImportPlace) => (): void =>
    void studio.keep(Arrivals).choose(what, { isForTranslating: studio.screen.name === 'translate', place });
  /** In a browser they can only be copied. */
  const canLink = (): boolean => studio.platform.host === 'electron';
  const ways = [
    ['copy', 'and copy them into the library'],
    ['link', 'and leave them where they are'],
  ] as const;
  return [
    { id: 'photos.open', title: 'Open photos…', group, keys: ['Ctrl+O'], run: choose('photos') },
    { id: 'folder.open', title: 'Open a folder…', group, keys: ['Ctrl+Shift+O'], run: choose('folder') },
    ...ways.map(([place, words]) => ({
      id: `photos.open.${place}`,
      title: `Open photos ${words}…`,
      group,
      isAvailable: canLink,
      run: choose('photos', place),
    })),
    {
      id: 'photos.paste',
      title: 'Paste pictures or files',
      group,
      keys: ['Ctrl+V'],
      isShownOnly: true,
      run: () =>
        studio.toasts.show({ message: 'Press Ctrl+V: a page may not read the clipboard by itself.' }),
    },
  ];
}

function editing(studio: Studio): readonly Command[] {
  const group = 'Edit';
  const redoKeys = ['Ctrl+Shift+Z', 'Ctrl+Y'];
  return [
    { id: 'edit.undo', title: 'Undo', group, keys: ['Ctrl+Z'], run: () => void undo(studio) },
    { id: 'edit.redo', title: 'Redo', group, keys: redoKeys, run: () => void redo(studio) },
  ];
}

function queueing(studio: Studio): readonly Command[] {
  const { frame, jobs, client } = studio;
  const group = 'Queue';
  const current = () => jobs.running.find(({ can }) => can.cancel);
  return [
    {
      id: 'frame.queue',
      title: 'Show or hide the queue',
      group,
      keys: ['Ctrl+J'],
      run: () => (frame.isQueueOpen = !frame.isQueueOpen),
    },
    {
      id: 'queue.hold',
      title: 'Hold the queue, or let it go on',
      group,
      run: () => void studio.attempt(() => jobs.setHeld(!jobs.isHeld)),
    },
    {
      id: 'queue.cancelCurrent',
      title: 'Cancel the current job',
      group,
      keys: ['Shift+X'],
      isAvailable: () => current() !== undefined,
      run: () => {
        const job = current();
        if (job) void studio.attempt(() => jobs.act(job.id, () => client.jobs.cancel({ jobId: job.id })));
      },
    },
  ];
}

function viewing(studio: Studio): readonly Command[] {
  const { frame } = studio;
  const group = 'Window';
  const words = { system: 'as the system', light: 'light', dark: 'dark' } as const;
  return [
    {
      id: 'frame.palette',
      title: 'Find a command…',
      group,
      keys: ['Ctrl+K'],
      run: () => (frame.isPaletteOpen = true),
    },
    {
      id: 'frame.keys',
      title: 'Keys on this screen',
      group,
      keys: ['?'],
      run: () => (frame.isSheetOpen = true),
    },
    {
      id: 'frame.help',
      title: 'Manual',
      group,
      keys: ['F1'],
      run: () => (frame.help = topicOf(studio.screen)),
    },
    ...(['system', 'light', 'dark'] as const).map((theme) => ({
      id: `theme.${theme}`,
      title: `Colours: ${words[theme]}`,
      group,
      run: () => void studio.change({ theme }),
    })),
  ];
}
