import { CoreError } from '../contract/core-error.ts';
import type { TaskTable } from '../work/task.ts';
import type { tasks } from '../work/tasks.ts';
import { EngineLane } from './engine-lane.ts';
import { FairTurns } from './fair-turns.ts';
import type { SpawnEngine } from './engine-process.ts';
import type { EngineName, EnginesOf } from './engines.ts';
import type { TaskRequest } from './engine-task.ts';

export interface EnginesOptions {
  readonly spawn: SpawnEngine;
  /** From being told to stop until the process is killed. */
  readonly killAfterMs?: number;
  /** A process without work lives this long; how long depends on the engine where absent. */
  readonly idleMs?: number;
  /** After being held by translations for so long, a training has a turn beside them. */
  readonly heldMs?: number;
  /** How long such a turn is. */
  readonly turnMs?: number;
}

const names = ['pictures', 'preview', 'translator', 'trainer'] as const satisfies readonly EngineName[];
/** Each waits at its next turn while one of these works. */
const yieldsTo: Readonly<Record<EngineName, readonly EngineName[]>> = {
  pictures: [],
  preview: [],
  translator: ['preview'],
  trainer: ['preview', 'translator'],
};
/** A preview keeps its style loaded between two looks at it. */
const idleMsOf: Readonly<Record<EngineName, number>> = {
  pictures: 60_000,
  preview: 300_000,
  translator: 60_000,
  trainer: 60_000,
};

export function createEngines<Tasks extends TaskTable = typeof tasks>({
  spawn,
  killAfterMs = 5000,
  idleMs,
  heldMs = 8000,
  turnMs = 2000,
}: EnginesOptions): EnginesOf<Tasks> {
  let isClosed = false;
  const turns = new FairTurns({ heldMs, turnMs, onTurn: () => yieldTurns() });
  const yieldTurns = () => {
    const isHeldBy = (name: EngineName) => yieldsTo[name].filter((other) => lanes[other].isBusy);
    turns.look(isHeldBy('trainer').length > 0 && lanes.trainer.isBusy);
    for (const name of names) {
      // A person waits for a preview; a long batch of translations leaves a part of its time to a training.
      const others = isHeldBy(name).filter((other) => other === 'preview' || !turns.isTurn);
      lanes[name].hold(others.length > 0);
    }
  };
  const lane = (name: EngineName) =>
    new EngineLane(name, { spawn, killAfterMs, idleMs: idleMs ?? idleMsOf[name], onBusy: yieldTurns });
  const lanes = {
    pictures: lane('pictures'),
    preview: lane('preview'),
    translator: lane('translator'),
    trainer: lane('trainer'),
  } satisfies Record<EngineName, EngineLane>;
  const run = async (engine: EngineName, task: string, input: unknown, options: TaskRequest['options']) => {
    if (isClosed) throw new CoreError('library-closed', 'The library has been closed. Open it again.');
    if (options.signal.aborted) throw new CoreError('cancelled', 'Stopped as asked, before it began.');
    return lanes[engine].run({ task, input, options });
  };
  return {
    run: run,
    processIds: () => names.map((name) => lanes[name].processId).filter((id) => id !== undefined),
    async close() {
      isClosed = true;
      turns.end();
      await Promise.all(names.map((name) => lanes[name].close()));
    },
  };
}
