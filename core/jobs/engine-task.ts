import { CoreError } from '../contract/core-error.ts';
import { abortReason, isEngineAnswer, type EngineAnswer, type EngineOrder } from '../work/engine-messages.ts';
import { revivedError } from '../work/plain-error.ts';
import type { TaskOptions } from './engines.ts';

export interface TaskRequest {
  readonly task: string;
  readonly input: unknown;
  readonly options: TaskOptions<unknown, unknown>;
}

/** The process that does a task, as far as the task may use it. */
export interface TaskProcess {
  send(order: EngineOrder): void;
  /** Resolves when it is gone. */
  kill(): Promise<void>;
}

/** One task from its request to its end, whatever its process does. */
export class EngineTask {
  readonly #run: number;
  readonly #request: TaskRequest;
  readonly #killAfterMs: number;
  readonly #end = Promise.withResolvers<unknown>();
  readonly #stop = () => this.#stopping();
  #process: TaskProcess | undefined;
  #killing: NodeJS.Timeout | undefined;
  #silence: NodeJS.Timeout | undefined;
  #isOver = false;
  #onEnd = () => {};

  constructor(run: number, request: TaskRequest, killAfterMs: number) {
    this.#run = run;
    this.#request = request;
    this.#killAfterMs = killAfterMs;
    request.options.signal.addEventListener('abort', this.#stop);
  }

  get output(): Promise<unknown> {
    return this.#end.promise;
  }

  /** Called once, however it ends. */
  onEnd(listener: () => void): void {
    this.#onEnd = listener;
  }

  start(process: TaskProcess): void {
    const { task, input, options } = this.#request;
    this.#process = process;
    try {
      process.send({ kind: 'run', run: this.#run, task, input });
    } catch (error) {
      return this.fail(error); // an input that is no plain data
    }
    this.#heard();
    options.onStart?.((request) => {
      if (!this.#isOver) process.send({ kind: 'request', run: this.#run, request });
    });
  }

  hear(message: unknown): void {
    if (!isEngineAnswer(message)) return this.#break('said something that is no answer');
    if (message.run !== this.#run) return;
    this.#heard();
    this.#answer(message);
  }

  fail(error: unknown): void {
    const { signal } = this.#request.options;
    const isStopped = signal.aborted && abortReason(signal) !== 'pause';
    this.#over(() => this.#end.reject(isStopped ? cancelled(error) : error));
  }

  #answer(answer: EngineAnswer): void {
    if (answer.kind === 'done') return this.#over(() => this.#end.resolve(answer.output));
    if (answer.kind === 'failed') return this.#over(() => this.#end.reject(revivedError(answer.error)));
    try {
      this.#request.options.onNews?.(answer.news);
    } catch (error) {
      void this.#kill(error); // whoever listens cannot go on, e.g. on a full disk
    }
  }

  #stopping(): void {
    if (this.#process === undefined) return this.fail(cancelled(undefined));
    const reason = abortReason(this.#request.options.signal);
    this.#process.send({ kind: 'abort', run: this.#run, reason });
    if (reason !== 'pause') this.#killing = setTimeout(() => void this.#kill(), this.#killAfterMs);
  }

  #heard(): void {
    const { silenceMs } = this.#request.options;
    clearTimeout(this.#silence);
    if (silenceMs === undefined) return;
    this.#silence = setTimeout(() => this.#break(`said nothing for ${silenceMs / 1000} seconds`), silenceMs);
  }

  #break(what: string): void {
    const message = `The process that did this work ${what} and was ended. Nothing that was saved is lost. Try again.`;
    void this.#kill(new CoreError('engine-failed', message, { task: this.#request.task }));
  }

  /** Nothing of it writes any more once the task has failed. */
  async #kill(error?: unknown): Promise<void> {
    await this.#process?.kill();
    this.fail(error);
  }

  #over(settle: () => void): void {
    if (this.#isOver) return;
    this.#isOver = true;
    clearTimeout(this.#killing);
    clearTimeout(this.#silence);
    this.#request.options.signal.removeEventListener('abort', this.#stop);
    settle();
    this.#onEnd();
  }
}

function cancelled(cause: unknown): CoreError {
  return new CoreError('cancelled', 'Stopped as asked.', {}, { cause });
}
