import type { Random } from '../random/random.ts';
import { activeParameters, sizeOf, type Parameters, type Weights } from './network.ts';

/** Kernels from N(0, deviation), biases 0, in the order of the parameters; inert biases are left out. */
export function normalInit(parameters: Parameters, random: Random, deviation: number): Weights {
  return Object.fromEntries(
    Object.entries(activeParameters(parameters)).map(([name, { shape }]) => [
      name,
      { shape, values: drawn(shape, name.endsWith('/bias') ? () => 0 : () => deviation * random.normal()) },
    ]),
  );
}

function drawn(shape: readonly number[], draw: () => number): Float32Array {
  return Float32Array.from({ length: sizeOf(shape) }, draw);
}
