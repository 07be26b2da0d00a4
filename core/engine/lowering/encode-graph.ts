import { elementTypes, type ModelProto } from '../onnx/onnx-types.ts';
import { encodeModel, makeNode, makeTensor, makeValueInfo } from '../onnx/model-proto.ts';
import type { OnnxGraph, OnnxPort } from './onnx-graph.ts';

/** ONNX 1.12: the newest operator set that every onnxruntime since 1.12 knows. */
const opset = 17;
const irVersion = 8;

export interface EncodeOptions {
  readonly name: string;
  /** Names for sizes that stay open, by port and axis, e.g. `{ image: [undefined, undefined, 'height', 'width'] }`. */
  readonly openSizes?: Readonly<Record<string, readonly (string | undefined)[]>>;
  readonly metadata?: Readonly<Record<string, string>>;
  /** Whether outputs are called by the names of their results; values of the graph have names of their own. */
  readonly namedResults?: boolean;
}

/** The graph as the bytes of an .onnx file. */
export function encodeGraph(graph: OnnxGraph, options: EncodeOptions): Uint8Array {
  return encodeModel(toModel(graph, options));
}

function toModel(graph: OnnxGraph, options: EncodeOptions): ModelProto {
  const { name, openSizes = {}, metadata = {} } = options;
  const results = new Map(graph.outputs.map(({ name: value, result }) => [value, result]));
  const renamed = (names: readonly string[]): string[] =>
    options.namedResults === true ? names.map((value) => results.get(value) ?? value) : [...names];
  const portOf = ({ name: port, dims, dtype }: OnnxPort, open = openSizes[port]) =>
    makeValueInfo(
      renamed([port])[0]!,
      dims.map((size, i) => open?.[i] ?? size),
      elementTypes[dtype],
    );
  const domains = [...new Set(graph.nodes.map(({ domain }) => domain))].filter((domain) => domain !== '');
  return {
    irVersion,
    producerName: 'Diptych',
    opsetImport: [{ domain: '', version: opset }, ...domains.map((domain) => ({ domain, version: 1 }))],
    graph: {
      name,
      node: graph.nodes.map(({ operator, domain, inputs, outputs, attributes }) => ({
        ...makeNode(operator, renamed(inputs), renamed(outputs), attributes),
        domain,
      })),
      initializer: graph.constants.map((constant) =>
        makeTensor(constant.name, constant.dims, constant.values),
      ),
      input: graph.inputs.map((port) => portOf(port)),
      output: graph.outputs.map((port) => portOf(port, openSizes[port.result])),
    },
    metadataProps: Object.entries(metadata).map(([key, value]) => ({ key, value })),
  };
}
