import { availableParallelism, cpus, totalmem } from 'node:os';
import type { Engine } from '../../contract/settings-contract.ts';
import type { House } from '../house.ts';
import { keptTestKey, type KeptTest } from './self-test.ts';

/** The devices that Diptych computes on, with what their last test found. This build computes on the processor. */
export function readEngines({ catalog }: Pick<House, 'catalog'>): Engine[] {
  const test = catalog.measurements.get(keptTestKey) as KeptTest | undefined;
  return [
    {
      id: 'cpu',
      name: `${cpus()[0]?.model.trim() ?? 'Processor'}, ${availableParallelism()} threads`,
      kind: 'cpu',
      memoryBytes: totalmem(),
      usedFor: ['Previews', 'Translating', 'Training'],
      ...(test === undefined ? untested : tested(test)),
    },
  ];
}

type TestState = Omit<Engine, 'id' | 'name' | 'kind' | 'memoryBytes' | 'usedFor'>;

const untested: TestState = {
  runtime: 'onnxruntime',
  state: 'untested',
  testedMs: null,
  megapixelsPerSecond: null,
  problem: null,
};

function tested({ isRight, runtime, testedMs, megapixelsPerSecond }: KeptTest): TestState {
  return {
    runtime: `onnxruntime ${runtime}`,
    state: isRight ? 'ok' : 'wrong',
    testedMs,
    megapixelsPerSecond,
    problem: isRight ? null : 'Its results are wrong. Update the system, then test again.',
  };
}
