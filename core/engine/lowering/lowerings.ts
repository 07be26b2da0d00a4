import { biasedConvolution, convolution } from './convolution.ts';
import { convolutionFilter } from './convolution-filter.ts';
import { convolutionInput } from './convolution-input.ts';
import { elementwiseLowerings } from './elementwise.ts';
import { fusedLowerings } from './fused.ts';
import type { KernelLowering } from './lowering.ts';
import { matrixLowerings } from './matrices.ts';
import { reductionLowerings } from './reductions.ts';
import { shapingLowerings } from './shaping.ts';
import { slicingLowerings } from './slicing.ts';

/** Every TensorFlow.js kernel that the engine can compile. */
export const allLowerings: readonly KernelLowering[] = [
  ...elementwiseLowerings.map(withBias),
  ...reductionLowerings,
  ...shapingLowerings,
  ...slicingLowerings,
  ...matrixLowerings,
  ...fusedLowerings,
  convolution,
  convolutionInput,
  convolutionFilter,
];

const byKernel = new Map(allLowerings.map((lowering) => [lowering.kernel, lowering]));

/** The lowering of a kernel that was traced. */
export function loweringOf(kernel: string): KernelLowering {
  return byKernel.get(kernel)!;
}

/** A sum may turn out to be the bias of a convolution. */
function withBias(lowering: KernelLowering): KernelLowering {
  if (lowering.kernel !== 'Add') return lowering;
  return {
    ...lowering,
    lower(node, to) {
      if (!biasedConvolution(node, to)) lowering.lower(node, to);
    },
  };
}
