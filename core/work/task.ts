/** How a task hears and tells while it runs in an engine process. Everything that crosses is plain data. */
export interface TaskContext<News = never> {
  /** Aborted on cancel and on pause; `reason` says which. A task that can keep what it has does so on pause. */
  readonly signal: AbortSignal;
  readonly tell: (news: News) => void;
  /** Resolves at once, or when work of a higher priority has let go of the processor; call it between steps. */
  readonly turn: () => Promise<void>;
}

/** What a module of a task exports as `run`. Input, output and news are plain data. */
export type RunTask<Input, Output, News = never> = (
  input: Input,
  context: TaskContext<News>,
) => Promise<Output>;
