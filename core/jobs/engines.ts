import type { RunTask } from '../work/task.ts';
import type { tasks } from '../work/tasks.ts';

type Modules = { [Name in keyof typeof tasks]: Awaited<ReturnType<(typeof tasks)[Name]>> };
export type TaskName = keyof Modules;
type TaskOf<Name extends TaskName> = Modules[Name] extends {
  readonly run: RunTask<infer I, infer O, infer N>;
}
  ? { readonly input: I; readonly output: O; readonly news: N }
  : never;

/**
 * Which engine process does it, each doing one task at a time, first come first served: `pictures` decodes and makes
 * small pictures; `preview` answers a waiting person; `translator` makes full-size results; `trainer` trains and probes.
 */
export type EngineName = 'pictures' | 'preview' | 'translator' | 'trainer';

export interface TaskOptions<News> {
  readonly signal: AbortSignal;
  readonly onNews?: (news: News) => void;
}

/**
 * Heavy work in processes of its own, which can crash or be killed without taking the catalog. They start when first
 * needed, end when idle, and end with this process. While `preview` works, `translator` and `trainer` wait at their
 * next turn.
 */
export interface Engines {
  /**
   * Runs a task to its end. Throws what the task throws; `engine-failed` or `out-of-memory` when its process dies, and
   * `cancelled` once `signal` is aborted: within two seconds where the task cooperates, otherwise the process is killed
   * after five (never on a pause, which waits for the task to save).
   */
  run<Name extends TaskName>(
    engine: EngineName,
    task: Name,
    input: TaskOf<Name>['input'],
    options: TaskOptions<TaskOf<Name>['news']>,
  ): Promise<TaskOf<Name>['output']>;
  /** Process ids of the engines that live. */
  processIds(): readonly number[];
  close(): Promise<void>;
}
