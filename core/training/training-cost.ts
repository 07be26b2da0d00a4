import type { Effort } from '../networks/effort.ts';

/** What a step took on this machine. */
export interface StepMeasurement {
  /** What it depends on; see `measurementKey`. */
  readonly key: string;
  readonly secondsPerStep: number;
  /** At the peak, of the whole process. */
  readonly memoryBytes: number;
  readonly multiplyAdds: number;
}

export interface StepCost {
  readonly secondsPerStep: number;
  readonly memoryBytes: number;
  readonly isMeasured: boolean;
}

export interface CostQuestion {
  readonly key: string;
  readonly effort: Effort;
  readonly measured: readonly StepMeasurement[];
  /** Processor threads that compute. */
  readonly threads: number;
}

/** Measured on two threads of a server: 47 to 81 billion in a second, the larger the step the more. */
const usual = { multiplyAddsPerSecond: 30e9, at: 20e9 };
/** Time grows a little slower than the work, for small convolutions keep the processor less busy. */
const growth = 0.9;
/** Of a process that trains: what it takes in any case, and for each number that is kept for the gradients. */
const memory = { base: 470 * 2 ** 20, perActivation: 23 };

/** What the time of a step depends on, and nothing else. */
export function measurementKey(
  method: string,
  options: Readonly<Record<string, unknown>>,
  device: string,
): string {
  const names = ['crop', 'batch', 'filters', 'blocks', 'ema'];
  const isUsed = Number(options['lambdaIdentity'] ?? 0) > 0;
  return [
    method,
    ...names.map((name) => `${name} ${JSON.stringify(options[name]) ?? '-'}`),
    `identity ${isUsed}`,
    device,
  ].join(', ');
}

/** Measured where this very step was measured, otherwise by the arithmetic from the nearest one that was. */
export function stepCost({ key, effort, measured, threads }: CostQuestion): StepCost {
  const same = measured.find((one) => one.key === key);
  if (same !== undefined) {
    const { secondsPerStep, memoryBytes } = same;
    return { secondsPerStep, memoryBytes, isMeasured: true };
  }
  const memoryBytes = Math.round(memory.base + memory.perActivation * effort.activations);
  return {
    secondsPerStep: estimatedSeconds(effort.multiplyAdds, measured, threads),
    memoryBytes,
    isMeasured: false,
  };
}

function estimatedSeconds(
  multiplyAdds: number,
  measured: readonly StepMeasurement[],
  threads: number,
): number {
  const distance = (one: StepMeasurement) => Math.abs(Math.log(one.multiplyAdds / multiplyAdds));
  const nearest = measured.toSorted((one, other) => distance(one) - distance(other))[0];
  const from = nearest ?? {
    multiplyAdds: usual.at,
    secondsPerStep: usual.at / (usual.multiplyAddsPerSecond * threads),
  };
  return from.secondsPerStep * (multiplyAdds / from.multiplyAdds) ** growth;
}
