import { parseCase } from './bench-case.ts';
import type { Trial } from './run-benchmark.ts';
import type { PeerLine } from './trial-lines.ts';

/** A trial of 128/32/6 in which we take 2 s a step, 1 s a photo and 100 MiB. */
export function trialAgainst(...peers: readonly (PeerLine | undefined)[]): Trial {
  return {
    case: parseCase('128/32/6')!,
    trial: 1,
    ours: {
      engine: 'onnxruntime 1.2.3',
      threads: 2,
      train_s_per_step: 2,
      translate_s_per_photo: 1,
      translate_photo_s: 1.5,
      train_peak_rss_mib: 90,
      peak_rss_mib: 100,
    },
    peers,
    versionSeconds: 0.1,
    coldStart: undefined,
    warmStart: undefined,
    loop: {
      loop_s_per_step: 2.1,
      step_s_in_loop: 2,
      outside_fraction: 0.04,
      data_fraction: 0.01,
      sheet_s: 7,
    },
  };
}

export function peerTaking(train: number, translate = 1, memory = 100): PeerLine {
  return {
    peer: 'PyTorch',
    train_s_per_step: train,
    translate_s_per_photo: translate,
    peak_rss_mib: memory,
  };
}
