import { CoreError } from '../contract/core-error.ts';
import type { EngineOrder } from '../work/engine-messages.ts';
import { EngineTask, type TaskRequest } from './engine-task.ts';
import type { EngineProcess, SpawnEngine } from './engine-process.ts';

export interface LaneOptions {
  readonly spawn: SpawnEngine;
  /** A process without work lives this long. */
  readonly idleMs: number;
  /** From being told to stop until the process is killed. */
  readonly killAfterMs: number;
  /** Called when it takes up work and when it has none left. */
  readonly onBusy: (isBusy: boolean) => void;
}

/** A process and whether it has gone. */
interface Live {
  readonly process: EngineProcess;
  readonly gone: Promise<void>;
}

/** One engine: its waiting tasks and the process that does them, one after the other. */
export class EngineLane {
  readonly #name: string;
  readonly #options: LaneOptions;
  readonly #waiting: EngineTask[] = [];
  #running: EngineTask | undefined;
  #live: Live | undefined;
  #idle: NodeJS.Timeout | undefined;
  #isHeld = false;
  #lastRun = 0;

  constructor(name: string, options: LaneOptions) {
    this.#name = name;
    this.#options = options;
  }

  get processId(): number | undefined {
    return this.#live?.process.processId;
  }

  get isBusy(): boolean {
    return this.#running !== undefined;
  }

  run(request: TaskRequest): Promise<unknown> {
    const task = new EngineTask(++this.#lastRun, request, this.#options.killAfterMs);
    this.#waiting.push(task);
    task.onEnd(() => this.#ended(task));
    this.#next();
    return task.output;
  }

  /** Whether its task is to wait at its next turn. */
  hold(isHeld: boolean): void {
    if (isHeld === this.#isHeld) return;
    this.#isHeld = isHeld;
    this.#tell({ kind: 'hold', isHeld });
  }

  /** Ends the process at once, and all tasks with `cancelled`. */
  async close(): Promise<void> {
    const closed = new CoreError('cancelled', 'Stopped, because the library is being closed.');
    for (const task of [...this.#waiting]) task.fail(closed);
    await this.#drop();
    this.#running?.fail(closed);
    clearTimeout(this.#idle);
  }

  #next(): void {
    if (this.#running !== undefined) return;
    this.#running = this.#waiting.shift();
    if (this.#running === undefined) return;
    clearTimeout(this.#idle);
    this.#options.onBusy(true);
    try {
      const process = this.#process();
      this.#running.start({ send: (order) => process.send(order), kill: () => this.#drop() });
    } catch (error) {
      this.#running.fail(notStarted(this.#name, error));
    }
  }

  #ended(task: EngineTask): void {
    const place = this.#waiting.indexOf(task);
    if (place >= 0) this.#waiting.splice(place, 1);
    if (task !== this.#running) return;
    this.#running = undefined;
    this.#next();
    if (this.#running !== undefined) return;
    this.#options.onBusy(false);
    this.#idle = setTimeout(() => void this.#drop(), this.#options.idleMs).unref();
  }

  #process(): EngineProcess {
    if (this.#live !== undefined) return this.#live.process;
    const process = this.#options.spawn(this.#name);
    const gone = Promise.withResolvers<void>();
    const live = { process, gone: gone.promise };
    this.#live = live;
    process.onMessage((message) => {
      if (this.#live === live) this.#running?.hear(message);
    });
    process.onExit((code, lastWords) => {
      gone.resolve();
      if (this.#live !== live) return;
      this.#live = undefined;
      this.#running?.fail(processDied(this.#name, code, lastWords));
    });
    if (this.#isHeld) process.send({ kind: 'hold', isHeld: true } satisfies EngineOrder);
    return process;
  }

  #tell(order: EngineOrder): void {
    this.#live?.process.send(order);
  }

  /** The next task gets a process of its own. */
  async #drop(): Promise<void> {
    clearTimeout(this.#idle);
    const live = this.#live;
    this.#live = undefined;
    live?.process.kill();
    await live?.gone;
  }
}

function notStarted(engine: string, cause: unknown): CoreError {
  const why = cause instanceof Error ? cause.message : String(cause);
  const message = `The process for this work (${engine}) could not be started: ${why}. Close other programs and try again.`;
  return new CoreError('engine-failed', message, { engine }, { cause });
}

/** A process that dies can only be told apart by what it last wrote; libraries in C++ have no other way to say it. */
const memoryWords = /heap out of memory|bad_alloc|Array buffer allocation failed|Cannot allocate memory/;

function processDied(engine: string, code: number | null, lastWords: string): CoreError {
  const details = { engine, exitCode: code, lastWords };
  if (memoryWords.test(lastWords))
    return new CoreError(
      'out-of-memory',
      `There was not enough memory for this work, and its process (${engine}) ended. Close other programs, or choose a smaller size, and try again.`,
      details,
    );
  const how = code === null ? 'was killed' : `ended with code ${code}`;
  return new CoreError(
    'engine-failed',
    `The process that did this work (${engine}) ${how} before it was done. Nothing that was saved is lost. Try again; if it happens again, less memory may be free than the work needs.`,
    details,
  );
}
