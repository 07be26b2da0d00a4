import type { DataType } from '@tensorflow/tfjs';
import type { TracedValue } from '../trace/traced-graph.ts';
import type { LoweringContext } from './lowering-context.ts';

const onnxTypes: Readonly<Record<string, number>> = { float32: 1, int32: 6, bool: 9 };

/** A form of a traced value as another type, where it is not of that type already. */
export function castTo(
  dtype: DataType,
  { dtype: from }: TracedValue,
  name: string,
  to: LoweringContext,
): string {
  if (from === dtype) return name;
  return to.graph.operation('Cast', [name], { to: onnxTypes[dtype]! }, to.graph.dimsOf(name));
}
