import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { caseName, type BenchCase } from './bench-case.ts';
import { spawnOurs, spawnPeer, timeVersionCommand, type Outcome } from './spawn-trial.ts';
import {
  loopLine,
  peerLine,
  speedLine,
  startLine,
  type LoopLine,
  type PeerLine,
  type SpeedLine,
  type StartLine,
} from './trial-lines.ts';

/** One trial of one case: every process that ran, undefined where one failed. */
export interface Trial {
  readonly case: BenchCase;
  readonly trial: number;
  readonly ours: SpeedLine | undefined;
  /** In the order of the peers on the command line. */
  readonly peers: readonly (PeerLine | undefined)[];
  readonly versionSeconds: number | undefined;
  readonly coldStart: StartLine | undefined;
  readonly warmStart: StartLine | undefined;
  readonly loop: LoopLine | undefined;
}

export interface Failure {
  readonly case: string;
  readonly trial: number;
  /** `ours: ...` or the peer's command. */
  readonly who: string;
  readonly why: string;
}

export interface TrialPlan {
  readonly cases: readonly BenchCase[];
  readonly trials: number;
  readonly peers: readonly string[];
}

export interface TrialListener {
  readonly onStart: (text: string) => void;
  readonly onFailure: (failure: Failure) => void;
}

/** Runs all trials of all cases, one process after the other; a process that fails is told and the rest goes on. */
export function* runTrials({ cases, trials, peers }: TrialPlan, listener: TrialListener): Generator<Trial> {
  for (const benchCase of cases) {
    for (let trial = 0; trial < trials; trial++) yield runTrial(benchCase, trial, peers, listener);
  }
}

/** Who goes when: places 0 (ours), 1, 2, ... (peers), begun one further in each trial. */
export function turnOrder(contenders: number, trial: number): number[] {
  return Array.from({ length: contenders }, (_, i) => (i + trial) % contenders);
}

function runTrial(
  benchCase: BenchCase,
  trial: number,
  peers: readonly string[],
  { onStart, onFailure }: TrialListener,
): Trial {
  const name = caseName(benchCase);
  const attempt = <T>(who: string, spawn: () => Outcome<T>): T | undefined => {
    onStart(`${name}, trial ${trial + 1}: ${who}`);
    const outcome = spawn();
    if ('line' in outcome) return outcome.line;
    onFailure({ case: name, trial: trial + 1, who, why: outcome.failure });
    return undefined;
  };
  const { sizePixels, filters, blocks, repeats, loopSteps } = benchCase;
  const size = [sizePixels, filters, blocks];
  let ours: SpeedLine | undefined;
  const peerLines: (PeerLine | undefined)[] = peers.map(() => undefined);
  for (const place of turnOrder(peers.length + 1, trial)) {
    const command = peers[place - 1];
    if (command === undefined) {
      ours = attempt('ours: steps and translations', () => spawnOurs(speedLine, ['speed', ...size, repeats]));
    } else {
      peerLines[place - 1] = attempt(command, () => spawnPeer(peerLine, command, benchCase));
    }
  }
  return {
    case: benchCase,
    trial: trial + 1,
    ours,
    peers: peerLines,
    versionSeconds: attempt('ours: --version', timeVersionCommand),
    ...inTemporaryFolder((cache) => ({
      coldStart: attempt('ours: first start', () => spawnOurs(startLine, ['start', ...size, cache])),
      warmStart: attempt('ours: second start', () => spawnOurs(startLine, ['start', ...size, cache])),
    })),
    loop: attempt('ours: trainer', () => spawnOurs(loopLine, ['loop', ...size, loopSteps])),
  };
}

function inTemporaryFolder<T>(work: (folder: string) => T): T {
  const folder = mkdtempSync(join(tmpdir(), 'diptych-bench-'));
  try {
    return work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
