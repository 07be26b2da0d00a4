import { int64Values, intAttribute, intsAttribute, makeTensor } from '../engine/onnx/model-proto.ts';
import {
  elementTypes,
  type GraphProto,
  type NodeProto,
  type TensorProto,
} from '../engine/onnx/onnx-types.ts';

/** Whole numbers of rank 0 to 2, as programs compute sizes of borders from them. */
interface Numbers {
  readonly dims: readonly number[];
  readonly values: readonly number[];
}

type Rule = (node: NodeProto, inputs: readonly Numbers[]) => Numbers | undefined;

const mostNumbers = 64;

/**
 * A graph in which nodes that only name or compute a constant have become that constant: PyTorch writes the borders of
 * a padding as such a computation. Only small lists of whole numbers are computed; all else stays as it is.
 */
export function foldConstants({ node, initializer }: GraphProto): {
  readonly nodes: readonly NodeProto[];
  readonly constants: ReadonlyMap<string, TensorProto>;
} {
  const constants = new Map((initializer ?? []).map((tensor) => [tensor.name ?? '', tensor]));
  const nodes = (node ?? []).filter((each) => {
    const constant = constantOf(each, constants);
    if (constant) constants.set(each.output?.[0] ?? '', constant);
    return !constant;
  });
  return { nodes, constants };
}

function constantOf(
  node: NodeProto,
  constants: ReadonlyMap<string, TensorProto>,
): TensorProto | null | undefined {
  const inputs = (node.input ?? []).map((name) => constants.get(name));
  if (node.opType === 'Constant') return node.attribute?.find(({ name }) => name === 'value')?.t;
  return node.opType === 'Identity' ? inputs[0] : computed(node, inputs);
}

function computed(node: NodeProto, inputs: readonly (TensorProto | undefined)[]): TensorProto | undefined {
  const known = inputs.flatMap((tensor) => (tensor && numbersOf(tensor)) ?? []);
  if (known.length < inputs.length || known.length === 0) return undefined;
  const made = rules.get(node.opType ?? '')?.(node, known);
  if (made === undefined || made.values.length > mostNumbers) return undefined;
  return makeTensor(node.output?.[0] ?? '', made.dims, BigInt64Array.from(made.values.map(BigInt)));
}

function numbersOf(tensor: TensorProto): Numbers | undefined {
  const dims = (tensor.dims ?? []).map(Number);
  const count = dims.reduce((product, size) => product * size, 1);
  if (tensor.dataType !== elementTypes.int64 || dims.length > 2 || count > mostNumbers) return undefined;
  const values = int64Values(tensor);
  return values.length === count ? { dims, values } : undefined;
}

const rules: ReadonlyMap<string, Rule> = new Map<string, Rule>([
  ['ConstantOfShape', filled],
  [
    'Concat',
    (_, inputs) =>
      listOf(
        inputs.flatMap(({ values }) => values),
        inputs.every(({ dims }) => dims.length === 1),
      ),
  ],
  ['Reshape', reshaped],
  ['Slice', sliced],
  ['Transpose', transposed],
  ['Cast', (node, [input]) => (intAttribute(node, 'to', 0) === elementTypes.int64 ? input : undefined)],
]);

function listOf(values: readonly number[], isList: boolean): Numbers | undefined {
  return isList ? { dims: [values.length], values } : undefined;
}

function filled(node: NodeProto, [shape]: readonly Numbers[]): Numbers | undefined {
  const count = shape?.values.length === 1 ? shape.values[0]! : Infinity;
  const value = node.attribute?.find(({ name }) => name === 'value')?.t;
  if (!(count >= 0 && count <= mostNumbers) || value?.dataType !== elementTypes.int64) return undefined;
  return { dims: [count], values: new Array<number>(count).fill(int64Values(value)[0] ?? 0) };
}

function reshaped(_: NodeProto, [input, shape]: readonly Numbers[]): Numbers | undefined {
  const { values } = input!;
  const known = shape!.values.filter((size) => size > 0).reduce((product, size) => product * size, 1);
  const dims = shape!.values.map((size) => (size === -1 ? values.length / known : size));
  const isWhole = dims.length <= 2 && dims.reduce((product, size) => product * size, 1) === values.length;
  return isWhole ? { dims, values } : undefined;
}

/** Along the first axis, as rows are taken or turned round. */
function sliced(_: NodeProto, [input, ...options]: readonly Numbers[]): Numbers | undefined {
  const [rows = 0, columns = 1] = input!.dims;
  const [start = 0, end = rows, axis = 0, step = 1] = options.map(({ values }) => values[0]!);
  if (options.some(({ values }) => values.length !== 1) || axis !== 0 || step === 0) return undefined;
  const taken = rowsTaken(rows, start, end, step);
  return {
    dims: [taken.length, ...input!.dims.slice(1)],
    values: taken.flatMap((row) => input!.values.slice(row * columns, (row + 1) * columns)),
  };
}

function rowsTaken(rows: number, start: number, end: number, step: number): readonly number[] {
  const [least, most] = step > 0 ? [0, rows] : [-1, rows - 1];
  const within = (at: number) => Math.min(most, Math.max(least, at < 0 ? at + rows : at));
  const count = Math.ceil((within(end) - within(start)) / step);
  return Array.from({ length: Math.max(0, count) }, (_, index) => within(start) + index * step);
}

function transposed(node: NodeProto, [input]: readonly Numbers[]): Numbers | undefined {
  const { dims, values } = input!;
  const [rows = 1, columns = 1] = dims;
  const order = intsAttribute(node, 'perm') ?? dims.map((_, axis) => dims.length - 1 - axis);
  if (dims.length !== 2 || order[0] !== 1) return dims.length < 2 || order[0] === 0 ? input : undefined;
  return {
    dims: [columns, rows],
    values: values.map((_, at) => values[(at % rows) * columns + Math.floor(at / rows)]!),
  };
}
