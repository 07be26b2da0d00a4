import type { Failure } from '../contract/procedure.ts';

/** What a job says of itself while it runs. `fraction` is 0 to 1, or null while it cannot be known. */
export interface JobReport {
  readonly fraction?: number | null;
  readonly stage?: string | null;
  readonly etaSeconds?: { readonly low: number; readonly high: number } | null;
}

export interface JobWork {
  readonly jobId: number;
  /** Aborted with the reason `cancel`, `pause` or `close`. */
  readonly signal: AbortSignal;
  readonly report: (report: JobReport) => void;
}

/** What a job leaves behind: a sentence for the list, and data for whoever asks later. */
export interface JobOutcome {
  readonly summary?: string | null;
  readonly outcome?: unknown;
  /** Finished, but not everything worked; shown as a warning. */
  readonly failures?: number;
  /** Nothing of it is taken back any more: being told to stop while it ended came too late. */
  readonly isFinal?: boolean;
}

/** Jobs of one class run one at a time; classes run beside each other. */
export type ResourceClass = 'disk' | 'pictures' | 'translator' | 'trainer';

/** One kind of long work. Everything in `payload` survives a crash; nothing else does. */
export interface JobKind<Payload = never> {
  readonly kind: string;
  readonly resource: ResourceClass;
  /** Pausing keeps what there is; the job goes on later from there. */
  readonly canPause: boolean;
  /** What a killed process leaves: queue it again by itself, or leave it `interrupted` for a person to continue. */
  readonly afterCrash: 'requeue' | 'interrupted';
  /** Starts once no other kind of its group waits or runs; these are the words for why it waits. */
  readonly afterGroup?: string;
  /** Does the work. Throwing `cancelled` after an abort is the way to say that it stopped. */
  run(payload: Payload, work: JobWork): Promise<JobOutcome>;
  /** Puts everything back as it was before the job was added; called when it is cancelled. */
  undo?(payload: Payload): Promise<void> | void;
}

export interface NewJob {
  readonly kind: string;
  readonly title: string;
  readonly payload: unknown;
  readonly subject?: {
    readonly type: 'photo' | 'run' | 'dataset' | 'style' | 'import' | 'library';
    readonly key: string;
  };
  readonly groupId?: string;
  /** 0 unless a person asked for the front of the queue. */
  readonly priority?: number;
}

/** What a queued job is waiting for, or how it ended, to whoever added it. */
export type JobEnd =
  | { readonly state: 'finished'; readonly summary: string | null; readonly outcome: unknown }
  | { readonly state: 'cancelled' | 'paused' | 'interrupted' }
  | { readonly state: 'failed'; readonly failure: Failure };
