import type { RunTask, TaskTable } from '../work/task.ts';
import type { tasks } from '../work/tasks.ts';

/** What goes into a task and comes out of it. */
export type TaskOf<Tasks extends TaskTable, Name extends keyof Tasks> =
  Awaited<ReturnType<Tasks[Name]>> extends {
    readonly run: RunTask<infer I, infer O, infer N, infer R>;
  }
    ? { readonly input: I; readonly output: O; readonly news: N; readonly request: R }
    : never;

/**
 * Which engine process does it, each doing one task at a time, first come first served: `pictures` decodes and makes
 * small pictures; `preview` answers a waiting person; `translator` makes full-size results; `trainer` trains and probes.
 */
export type EngineName = 'pictures' | 'preview' | 'translator' | 'trainer';

export interface TaskOptions<News = never, Request = never> {
  /** Aborted with the reason `pause` to keep what there is, and with anything else to stop for good. */
  readonly signal: AbortSignal;
  readonly onNews?: (news: News) => void;
  /** Called when the task starts; `send` asks something of it (its `context.onRequest`) for as long as it runs. */
  readonly onStart?: (send: (request: Request) => void) => void;
  /** A task that tells nothing for so long counts as hung: its process is killed, and it fails with `engine-failed`. */
  readonly silenceMs?: number;
}

/**
 * Heavy work in processes of its own, which can crash or be killed without taking the catalog. They start when first
 * needed, end when idle, and end with this process. While `preview` works, `translator` and `trainer` wait at their
 * next turn; while `translator` works, `trainer` does. Send paths rather than pixels: messages are copied.
 */
export interface EnginesOf<Tasks extends TaskTable> {
  /**
   * Runs a task to its end. Throws what the task throws; `engine-failed` or `out-of-memory` when its process dies, and
   * `cancelled` once `signal` is aborted: within two seconds where the task cooperates, otherwise the process is killed
   * after five (never on a pause, which waits for the task to save). A task that was done all the same gives its output.
   */
  run<Name extends keyof Tasks & string>(
    engine: EngineName,
    task: Name,
    input: TaskOf<Tasks, Name>['input'],
    options: TaskOptions<TaskOf<Tasks, Name>['news'], TaskOf<Tasks, Name>['request']>,
  ): Promise<TaskOf<Tasks, Name>['output']>;
  /** Process ids of the engines that live. */
  processIds(): readonly number[];
  /** Ends all processes at once; what they were doing fails with `cancelled`. */
  close(): Promise<void>;
}

export type Engines = EnginesOf<typeof tasks>;
