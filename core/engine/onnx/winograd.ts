import { float32Values, intAttribute, intsAttribute, makeNode, makeTensor } from './model-proto.ts';
import type { ModelProto, NodeProto, TensorProto } from './onnx-types.ts';
import { inputTransform, outputTransform, transformedFilters } from './winograd-transforms.ts';

/** Below this many pairs of channels the transforms cost as much as they save (128 to 128 channels: a tie). */
const fewestPairs = 192 * 192;

const [forward, backward, begin, border, rowsAndColumns] = [
  'diptych/winograd/input',
  'diptych/winograd/output',
  'diptych/winograd/begin',
  'diptych/winograd/border',
  'diptych/winograd/axes',
];
const shapes = {
  planes: [-1, 1, 0, 0],
  grouped: [1, -1, 0, 0],
  places: [1, 36, -1, 0],
} as const;

/**
 * The same model for pictures one at a time, with its wide 3x3 convolutions (stride 1, no padding, constant
 * filters) computed by Winograd's F(4x4, 3x3): a quarter of the multiplications, equal to about 1e-5 of the
 * largest value. Made of standard operators, for any size. A model without such convolutions comes back as it is.
 */
export function withWinograd(model: ModelProto): ModelProto {
  const graph = model.graph!;
  const constants = new Map((graph.initializer ?? []).map((tensor) => [tensor.name!, tensor]));
  const chosen = (graph.node ?? []).filter((node) => isWide(node, constants));
  if (chosen.length === 0 || !takesOnePicture(model)) return model;
  const replaced = new Set(chosen);
  const filters = chosen.map((node, index) => filtersOf(node, index, constants));
  const used = new Set(chosen.map(({ input }) => input![1]!));
  return {
    ...model,
    graph: {
      ...graph,
      node: graph.node!.flatMap((node) =>
        replaced.has(node) ? winogradNodes(node, chosen.indexOf(node), constants) : [node],
      ),
      initializer: [
        ...graph.initializer!.filter(({ name }) => !used.has(name!)),
        ...filters,
        ...sharedConstants(filters),
      ],
    },
  };
}

function takesOnePicture({ graph }: ModelProto): boolean {
  const sizes = graph!.input?.[0]?.type?.tensorType?.shape?.dim ?? [];
  return sizes.length === 4 && Number(sizes[0]!.dimValue ?? 0) === 1;
}

function isWide(node: NodeProto, constants: ReadonlyMap<string, TensorProto>): boolean {
  if (node.opType !== 'Conv') return false;
  const filter = constants.get(node.input![1]!);
  const [out, channels, height, width] = (filter?.dims ?? []).map(Number);
  const isPlain = ['strides', 'dilations'].every((name) =>
    (intsAttribute(node, name) ?? []).every((n) => n === 1),
  );
  const isUnpadded = (intsAttribute(node, 'pads') ?? []).every((n) => n === 0);
  const is3x3 = height === 3 && width === 3;
  return (
    is3x3 && isPlain && isUnpadded && intAttribute(node, 'group', 1) === 1 && out! * channels! >= fewestPairs
  );
}

const filterName = (index: number): string => `diptych/winograd/filters/${index}`;

/** [out, in, 3, 3] -> [36 out, in, 1, 1]: one 1x1 convolution for each of the 36 places of a tile. */
function filtersOf(node: NodeProto, index: number, constants: ReadonlyMap<string, TensorProto>): TensorProto {
  const filter = constants.get(node.input![1]!)!;
  const [out, channels] = filter.dims!.map(Number) as [number, number];
  return makeTensor(filterName(index), [36 * out, channels, 1, 1], transformedFilters(float32Values(filter)));
}

function winogradNodes(
  node: NodeProto,
  index: number,
  constants: ReadonlyMap<string, TensorProto>,
): NodeProto[] {
  const [x, filter, bias] = node.input as [string, string, string?];
  const out = Number(constants.get(filter)!.dims![0]);
  const at = (part: string): string => `diptych/winograd/${index}/${part}`;
  const cropped = bias === undefined ? node.output![0]! : at('cropped');
  return [
    makeNode('Reshape', [x, shapeName(shapes.planes)], [at('planes')]), // [in, 1, h + 2, w + 2]
    makeNode('Conv', [at('planes'), forward], [at('tiles')], {
      kernel_shape: [6, 6],
      strides: [4, 4],
      pads: [0, 0, 3, 3], // the last tiles may be cut
    }), // [in, 36, rows, columns]
    makeNode('Transpose', [at('tiles')], [at('places')], { perm: [1, 0, 2, 3] }),
    makeNode('Reshape', [at('places'), shapeName(shapes.grouped)], [at('grouped')]), // [1, 36 in, rows, columns]
    makeNode('Conv', [at('grouped'), filterName(index)], [at('products')], {
      kernel_shape: [1, 1],
      group: 36,
    }),
    makeNode('Reshape', [at('products'), shapeName(shapes.places)], [at('stacked')]), // [1, 36, out rows, columns]
    makeNode('Conv', [at('stacked'), backward], [at('pixels')], { kernel_shape: [1, 1] }), // [1, 16, out rows, columns]
    makeNode('Reshape', [at('pixels'), shapeName([1, 16 * out, -1, 0])], [at('blocks')]), // [1, 16 out, rows, columns]
    makeNode('DepthToSpace', [at('blocks')], [at('whole')], { blocksize: 4, mode: 'DCR' }), // [1, out, 4 rows, 4 columns]
    makeNode('Shape', [x], [at('sizes')], { start: 2, end: 4 }),
    makeNode('Sub', [at('sizes'), border], [at('end')]),
    makeNode('Slice', [at('whole'), begin, at('end'), rowsAndColumns], [cropped]),
    ...(bias === undefined ? [] : biasNodes(cropped, bias, at('bias'), node.output![0]!)),
  ];
}

function biasNodes(x: string, bias: string, column: string, output: string): NodeProto[] {
  return [
    makeNode('Reshape', [bias, shapeName([1, -1, 1, 1])], [column]),
    makeNode('Add', [x, column], [output]),
  ];
}

const shapeName = (shape: readonly number[]): string => `diptych/winograd/shape/${shape.join('_')}`;

function sharedConstants(filters: readonly TensorProto[]): TensorProto[] {
  const outs = new Set(filters.map(({ dims }) => Number(dims![0]) / 36));
  const all = [...Object.values(shapes), [1, -1, 1, 1], ...[...outs].map((out) => [1, 16 * out, -1, 0])];
  const integers = (name: string, values: readonly number[]): TensorProto =>
    makeTensor(name, [values.length], BigInt64Array.from(values, BigInt));
  return [
    makeTensor(forward, [36, 1, 6, 6], inputTransform()),
    makeTensor(backward, [16, 36, 1, 1], outputTransform()),
    integers(begin, [0, 0]),
    integers(border, [2, 2]),
    integers(rowsAndColumns, [2, 3]),
    ...all.map((shape) => integers(shapeName(shape), shape)),
  ];
}
