/** What the app has said is done or taken on; a line of output each. None of it may be lost. */
export type Acknowledged =
  | { readonly kind: 'open' }
  | { readonly kind: 'job'; readonly jobId: number }
  | { readonly kind: 'ended'; readonly jobId: number; readonly state: string }
  /** `asked` before the answer: the process may be killed between doing it and saying so. */
  | { readonly kind: 'asked' | 'stars'; readonly photoId: number; readonly stars: number }
  | { readonly kind: 'checkpoint'; readonly runId: number; readonly step: number };

/** Everything that was acknowledged so far, the newest of each. */
export interface Promised {
  readonly jobs: Set<number>;
  readonly ended: Map<number, string>;
  readonly stars: Map<number, number>;
  /** The last ratings that were asked for. */
  readonly asked: Map<number, number>;
  readonly steps: Map<number, number>;
}

export function newPromised(): Promised {
  return { jobs: new Set(), ended: new Map(), stars: new Map(), asked: new Map(), steps: new Map() };
}

export function remember(promised: Promised, one: Acknowledged): void {
  if (one.kind === 'job') promised.jobs.add(one.jobId);
  else if (one.kind === 'ended') promised.ended.set(one.jobId, one.state);
  else if (one.kind === 'stars') promised.stars.set(one.photoId, one.stars);
  else if (one.kind === 'asked') promised.asked.set(one.photoId, one.stars);
  else if (one.kind === 'checkpoint') promised.steps.set(one.runId, one.step);
}
