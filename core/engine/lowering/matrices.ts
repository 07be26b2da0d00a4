import { broadcastShape } from '../shapes.ts';
import type { KernelLowering } from './lowering.ts';

interface MatMulAttributes {
  readonly transposeA?: boolean;
  readonly transposeB?: boolean;
}

function matrixSizes(
  shape: readonly number[],
  transposed: boolean | undefined,
): [rows: number, columns: number] {
  const [rows, columns] = shape.slice(-2) as [number, number];
  return transposed === true ? [columns, rows] : [rows, columns];
}

export const matrixLowerings: readonly KernelLowering[] = [
  {
    kernel: 'BatchMatMul',
    shapes({ a, b }, attributes) {
      const { transposeA, transposeB } = attributes as MatMulAttributes;
      const batch = broadcastShape(a!.shape.slice(0, -2), b!.shape.slice(0, -2));
      const [rows] = matrixSizes(a!.shape, transposeA);
      const [, columns] = matrixSizes(b!.shape, transposeB);
      return { shape: [...batch, rows, columns], dtype: a!.dtype };
    },
    lower(node, to) {
      const { transposeA, transposeB } = node.attributes as MatMulAttributes;
      const output = node.outputs[0]!;
      const operand = (name: 'a' | 'b', transposed: boolean | undefined): string => {
        const value = node.inputs[name]!;
        const full = to.readFull(value);
        if (transposed !== true) return full;
        const rank = value.shape.length;
        const perm = value.shape.map((_, i) => (i < rank - 2 ? i : 2 * rank - 3 - i));
        const dims = perm.map((axis) => value.shape[axis]!);
        return to.graph.operation('Transpose', [full], { perm }, dims);
      };
      const inputs = [operand('a', transposeA), operand('b', transposeB)];
      to.write(output, to.graph.operation('MatMul', inputs, {}, output.shape));
    },
  },
];
