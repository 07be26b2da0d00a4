/** How a task hears and tells while it runs in an engine process. Everything that crosses is plain data. */
export interface TaskContext<News = never, Request = never> {
  /** Aborted on cancel and on pause; `reason` says which. A task that can keep what it has does so on pause. */
  readonly signal: AbortSignal;
  readonly tell: (news: News) => void;
  /** Resolves at once, or when work of a higher priority has let go of the processor; call it between steps. */
  readonly turn: () => Promise<void>;
  /** Who hears what the caller asks for while the task runs; what was asked before is heard then. */
  readonly onRequest: (listener: (request: Request) => void) => void;
  /** What this process keeps from one task to the next; made when first asked for under a name, gone with the process. */
  readonly keep: <Kept>(name: string, make: () => Kept) => Kept;
}

/** What a module of a task exports as `run`. Input, output, news and requests are plain data. */
export type RunTask<Input, Output, News = never, Request = never> = (
  input: Input,
  context: TaskContext<News, Request>,
) => Promise<Output>;

/** Tasks by name, each loaded when it is first asked for. */
export type TaskTable = Readonly<Record<string, () => Promise<{ readonly run: unknown }>>>;
