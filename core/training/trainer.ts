import { setImmediate } from 'node:timers/promises';
import { CoreError } from '../contract/core-error.ts';
import { isMilestone } from './pace.ts';
import { Sampler } from './sampler.ts';
import { StepClock, type StepPace } from './step-clock.ts';
import { TrainingSession, type StepFacts } from './training-session.ts';
import type { Training, TrainingNews, TrainingWishes } from './training.ts';

const noWishes = (): TrainingWishes => ({ checkpoint: false, stop: false });
const monotonicSeconds = (): number => performance.now() / 1000;

/**
 * Trains until the last step or until the signal aborts, and tells what happens on the way; stopping to listen
 * stops the training too. Throws `diverged`, `images-lost`, `damaged-checkpoint`, `disk-full`, `write-failed` and
 * what the engine throws; what was saved before stays good.
 */
export async function* train(training: Training): AsyncGenerator<TrainingNews, void, void> {
  const session = await TrainingSession.open(training);
  try {
    const sampler = new Sampler(training, session);
    if (session.step === 0) yield* sampler.sample();
    yield* advanceToTheEnd(training, session, sampler);
  } finally {
    await session.dispose();
  }
}

/** A training with everything that it may leave out. */
type Whole = Training & Required<Pick<Training, 'wishes' | 'turn' | 'now'>>;

async function* advanceToTheEnd(
  given: Training,
  session: TrainingSession,
  sampler: Sampler,
): AsyncGenerator<TrainingNews> {
  const training = { wishes: noWishes(), turn: setImmediate, now: monotonicSeconds, ...given };
  const { pace, signal, wishes, turn, now } = training;
  const { steps } = training.options;
  const clock = new StepClock();
  let saved = { step: session.step, seconds: now() };
  while (session.step < steps && !signal.aborted && !wishes.stop) {
    const startSeconds = now();
    const facts = await unlessStopped(session.advance(now), signal);
    if (facts === undefined) break;
    clock.add({ seconds: now() - startSeconds, ...facts });
    yield* await record(training, session.step, facts, clock.pace, now() - startSeconds);
    if (session.step % pace.sampleSteps === 0 || session.step === steps) yield* sampler.sample();
    if (isCheckpointDue(training, session.step, now() - saved.seconds)) {
      yield await save(session, isMilestone(session.step, steps));
      saved = { step: session.step, seconds: now() };
      wishes.checkpoint = false;
    }
    await turn(); // messages and stop requests are heard here
  }
  if (saved.step !== session.step) yield await save(session, false);
  yield { type: 'ended', step: session.step, status: endOf(session, training) };
}

function endOf({ step }: TrainingSession, { options, wishes }: Whole): 'finished' | 'paused' {
  return step >= options.steps || wishes.stop ? 'finished' : 'paused';
}

async function record(
  { store, options }: Training,
  step: number,
  { losses, lost, dataSeconds }: StepFacts,
  pace: StepPace,
  elapsedSeconds: number,
): Promise<TrainingNews[]> {
  await store.appendLosses({ step, losses, elapsedMs: Math.round(elapsedSeconds * 1000) });
  const etaSeconds = (options.steps - step) * pace.secondsPerStep;
  const progress: TrainingNews = { type: 'step', step, losses, ...pace, dataSeconds, etaSeconds };
  return lost.length === 0 ? [progress] : [{ type: 'images-lost', paths: lost }, progress];
}

function isCheckpointDue({ options, pace, wishes }: Whole, step: number, secondsSinceLast: number): boolean {
  return (
    isMilestone(step, options.steps) ||
    wishes.checkpoint ||
    secondsSinceLast >= pace.checkpointSeconds ||
    (pace.checkpointSteps !== undefined && step % pace.checkpointSteps === 0)
  );
}

/** Waiting for pictures may be cut short by the stop request; that ends the training, it is not an error. */
async function unlessStopped<T>(work: Promise<T>, signal: AbortSignal): Promise<T | undefined> {
  try {
    return await work;
  } catch (error) {
    if (signal.aborted && error instanceof CoreError && error.reason === 'cancelled') return undefined;
    throw error;
  }
}

async function save(session: TrainingSession, milestone: boolean): Promise<TrainingNews> {
  return { type: 'checkpoint', step: session.step, path: await session.save(milestone) };
}
