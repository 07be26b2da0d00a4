import { availableParallelism, cpus, totalmem } from 'node:os';
import type { Engine } from '../../contract/settings-contract.ts';

export function readEngines(): Engine[] {
  return [
    {
      id: 'cpu',
      name: `${cpus()[0]?.model.trim() ?? 'Processor'}, ${availableParallelism()} threads`,
      kind: 'cpu',
      runtime: 'onnxruntime cpu',
      memoryBytes: totalmem(),
      state: 'untested',
      testedMs: null,
      megapixelsPerSecond: null,
      usedFor: ['previews', 'translating', 'training'],
      problem: null,
    },
  ];
}
