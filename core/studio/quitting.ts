import type { LibraryDoor } from './library-door.ts';

/** The ways to end the app while work is running; closing alone keeps it in the queue. */
export interface Quitting {
  /** How many jobs run right now. */
  running(): number;
  /** Starts nothing more, and resolves when what runs has ended; false when `stay` was called meanwhile. */
  finishRunning(): Promise<boolean>;
  /** Takes `finishRunning` back. */
  stay(): void;
  /** Cancels what runs, and resolves when all of it has ended; what waits stays in the queue. */
  cancelRunning(): Promise<void>;
}

export function createQuitting(door: LibraryDoor): Quitting {
  const state: { wasHeld: boolean; staying: PromiseWithResolvers<void> | undefined } = {
    wasHeld: false,
    staying: undefined,
  };
  const queue = () => (door.problem() === null ? door.open().house.queue : undefined);
  const runningIds = () =>
    (queue()?.list({ ended: 0 }) ?? []).filter((job) => job.state === 'running').map(({ id }) => id);
  const untilEnded = async (ids: readonly number[]) => {
    await Promise.all(ids.flatMap((id) => queue()?.ended(id) ?? []));
  };
  return {
    running: () => runningIds().length,
    async finishRunning() {
      const held = queue();
      if (held === undefined) return true;
      if (state.staying === undefined) state.wasHeld = held.isHeld;
      const staying = (state.staying ??= Promise.withResolvers());
      held.setHeld(true); // for this process alone: at the next start the queue goes on
      return Promise.race([untilEnded(runningIds()).then(() => true), staying.promise.then(() => false)]);
    },
    stay() {
      if (state.staying === undefined) return;
      queue()?.setHeld(state.wasHeld);
      state.staying.resolve();
      state.staying = undefined;
    },
    async cancelRunning() {
      queue()?.setHeld(true);
      const ids = runningIds();
      for (const id of ids) if (queue()?.get(id).can.cancel === true) queue()?.cancel(id);
      await untilEnded(ids);
    },
  };
}
