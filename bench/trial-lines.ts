import * as z from 'zod';

const figure = z.number().positive();

/** The line that peers print, and we with them: the names are those of the peers. */
export const peerLine = z.object({
  peer: z.string().optional(),
  threads: z.int().positive().optional(),
  train_s_per_step: figure,
  translate_s_per_photo: figure,
  peak_rss_mib: figure,
});

/** Our line of the same trial. */
export const speedLine = peerLine.extend({
  engine: z.string(),
  /** Peak memory when training was over and nothing had been translated. */
  train_peak_rss_mib: figure,
  /** From a photo in memory to the pixels of its translation; the network's run is a part of it. */
  translate_photo_s: figure,
});

export const startLine = z.object({
  /** Tracing, compiling and loading the training step. */
  runner_s: figure,
  /** From the start of the process until the first step could run. */
  ready_s: figure,
});

export const loopLine = z.object({
  loop_s_per_step: figure,
  step_s_in_loop: figure,
  /** The part of the loop that is not the step: data, losses, events. */
  outside_fraction: z.number().nonnegative(),
  /** The part of the loop that is waiting for pictures. */
  data_fraction: z.number().nonnegative(),
  /** One sample sheet of the judge photos, drawn and written. */
  sheet_s: figure,
});

export type PeerLine = z.infer<typeof peerLine>;
export type SpeedLine = z.infer<typeof speedLine>;
export type StartLine = z.infer<typeof startLine>;
export type LoopLine = z.infer<typeof loopLine>;
