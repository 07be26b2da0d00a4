import { eventIterator } from '@orpc/contract';
import * as z from 'zod';
import { done, id, procedure, text, timeMs } from './procedure.ts';
import { trashProcedures } from './trash-contract.ts';
import { direction, failure } from './procedure.ts';

export const runState = z.enum([
  'queued',
  'running',
  'paused',
  'interrupted',
  'finished',
  'cancelled',
  'failed',
]);

const optionValues = z.record(z.string(), z.union([z.number(), z.string(), z.boolean()]));
export type OptionValues = z.infer<typeof optionValues>;

const cost = z.object({
  secondsPerStep: z.number(),
  totalSeconds: z.number(),
  memoryBytes: z.int(),
  diskBytes: z.int(),
  isMeasured: z.boolean(),
});
export type TrainingCost = z.infer<typeof cost>;

const planId = z.enum(['quick', 'overnight', 'best']);
const plan = z.object({
  id: planId,
  title: z.string(),
  summary: z.string(),
  method: z.string(),
  options: optionValues,
  /** Estimated until measured by a probe. */
  cost,
});
export type TrainingPlan = z.infer<typeof plan>;

const check = z.object({
  level: z.enum(['ok', 'warning', 'problem']),
  text: z.string(),
  action: z.string().nullable(),
});
export type PreflightCheck = z.infer<typeof check>;

const runCard = z.object({
  id,
  name: z.string(),
  method: z.string(),
  dataset: z.string(),
  state: runState,
  step: z.int(),
  steps: z.int(),
  createdMs: timeMs,
  jobId: id.nullable(),
  failure: failure.nullable(),
});
export type RunCard = z.infer<typeof runCard>;

export const healthNote = z.object({
  /** A later note of a kind takes the place of the one before. */
  kind: z.string(),
  step: z.int(),
  level: z.enum(['note', 'warning', 'problem']),
  text: z.string(),
  /** What it means, for who asks. */
  explanation: z.string(),
  /** What to do about it; null where there is nothing but to know it. */
  action: z.enum(['lower-rate', 'stop', 'data', 'plan', 'results', 'files', 'space']).nullable(),
  /** Names of the files that it is about. */
  files: z.array(z.string()),
});
export type HealthNote = z.infer<typeof healthNote>;

const curve = z.object({
  name: z.string(),
  label: z.string(),
  /** Which way is good, in plain words: "should fall", "will swing; this is normal". */
  reading: z.string(),
  group: z.enum(['generators', 'discriminators', 'reconstruction', 'other']),
});

const runInfo = runCard.extend({
  options: optionValues,
  curves: z.array(curve),
  /** Steps with a sample sheet, ascending. */
  samples: z.array(z.int()),
  /** Rows of a sample sheet, top to bottom, and its columns. */
  sheet: z.object({ columns: z.array(z.string()), rows: z.int() }),
  /** Steps with a checkpoint, ascending. */
  checkpoints: z.array(z.object({ step: z.int(), isBookmarked: z.boolean(), sizeBytes: z.int() })),
  notes: z.array(healthNote),
  /** Gaps in which the training stood still: from, to. */
  gaps: z.array(z.object({ step: z.int(), fromMs: timeMs, toMs: timeMs })),
  secondsPerStep: z.number().nullable(),
  /** Of that, the part spent waiting for pictures. */
  dataFraction: z.number().nullable(),
  /** Of the process that trains. */
  memoryBytes: z.int().nullable(),
  etaSeconds: z.number().nullable(),
  styles: z.array(z.object({ id, name: z.string(), step: z.int() })),
});
export type RunInfo = z.infer<typeof runInfo>;

/** What a live run tells. Losses are by the names of the curves. */
const runNews = z.discriminatedUnion('type', [
  z.object({ type: z.literal('stage'), stage: z.string() }),
  /** Its process died; it goes on from the step in so many seconds, or when `retryNow` is called. */
  z.object({
    type: z.literal('retry'),
    fromStep: z.int(),
    seconds: z.number(),
    attempt: z.int(),
    attempts: z.int(),
  }),
  z.object({
    type: z.literal('step'),
    step: z.int(),
    losses: z.record(z.string(), z.number()),
    secondsPerStep: z.number(),
    dataFraction: z.number(),
    /** The part of that wait in which pictures were read, not decoded. */
    diskFraction: z.number(),
    etaSeconds: z.number(),
    memoryBytes: z.int(),
  }),
  z.object({ type: z.literal('sample'), step: z.int() }),
  z.object({ type: z.literal('checkpoint'), step: z.int() }),
  z.object({ type: z.literal('note'), note: healthNote }),
  z.object({ type: z.literal('state'), state: runState }),
]);
export type RunNews = z.infer<typeof runNews>;

const run = z.object({ runId: id });

/** Looks of one's own. */
export const trainingContract = {
  plans: procedure.input(z.object({ dataset: z.string() })).output(z.array(plan)),
  /** The cost of given options: from a probe of this machine where there is one, otherwise estimated. */
  cost: procedure.input(z.object({ method: z.string(), options: optionValues })).output(cost),
  /**
   * Runs twenty steps or less as a job and remembers what they cost. With the plan that the options are of, the job goes
   * on until the size that this plan then takes is measured.
   */
  probe: procedure
    .input(
      z.object({
        ...{ dataset: z.string(), method: z.string(), options: optionValues },
        plan: planId.nullable(),
      }),
    )
    .output(z.object({ jobId: id })),
  preflight: procedure
    .input(z.object({ dataset: z.string(), method: z.string(), options: optionValues }))
    .output(z.array(check)),
  start: procedure
    .input(z.object({ name: text(100), dataset: z.string(), method: z.string(), options: optionValues }))
    .output(runCard),
  list: procedure.output(z.array(runCard)),
  get: procedure.input(run).output(runInfo),
  /** Losses of a run thinned to at most `points` steps; every given step is a real one. */
  losses: procedure
    .input(run.extend({ fromStep: z.int().min(0), points: z.int().min(10).max(5000) }))
    .output(
      z.object({ steps: z.array(z.int()), values: z.record(z.string(), z.array(z.number().nullable())) }),
    ),
  watch: procedure.input(run).output(eventIterator(runNews)),
  /** Checkpoints and frees all memory. */
  pause: procedure.input(run).output(done),
  /** Does not wait any longer before a training whose process died is tried again. */
  retryNow: procedure.input(run).output(done),
  /** From the newest good checkpoint. With another learning rate a training that runs is paused first and goes on with it. */
  continue: procedure
    .input(run.extend({ learningRate: z.number().positive().max(1).optional() }))
    .output(runCard),
  /** Checkpoints and ends: the run is finished at this step. */
  stop: procedure.input(run).output(done),
  /** Removes a run that is of no use; into the trash, to be undone. */
  discard: procedure.input(run).output(done),
  /** Runs in the trash, the last one first. */
  trash: procedure.output(z.array(runCard)),
  restore: procedure.input(run).output(done),
  /** The styles that runs made stay, and so does a run that is still needed. */
  ...trashProcedures,
  /** Keeps the checkpoint of this step, or makes one now when `step` is null. */
  bookmark: procedure.input(run.extend({ step: z.int().nullable() })).output(done),
  unbookmark: procedure.input(run.extend({ step: z.int() })).output(done),
  /** Makes a style of a checkpoint; of the newest when `step` is null. A running training goes on. */
  publish: procedure
    .input(
      run.extend({
        step: z.int().nullable(),
        name: text(100),
        licence: text(200),
        notes: z.string().max(4000),
      }),
    )
    .output(
      z.object({
        styleId: id,
        /** The largest difference between the exported file and the training's own networks, of 1. */
        largestDifference: z.number(),
        directions: z.array(direction),
      }),
    ),
};
