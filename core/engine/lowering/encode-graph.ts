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
  /** Outputs are called by their result's name instead of the value's. */
  readonly metadata?: Readonly<Record<string, string>>;
}

/** The graph as the bytes of an .onnx file. */
export function encodeGraph(graph: OnnxGraph, options: EncodeOptions): Uint8Array {
  return encodeModel(toModel(graph, options));
}

function toModel(graph: OnnxGraph, { name, openSizes = {}, metadata = {} }: EncodeOptions): ModelProto {
  const portOf = ({ name: port, dims, dtype }: OnnxPort, open = openSizes[port]) =>
    makeValueInfo(port, dims.map((size, i) => open?.[i] ?? size), elementTypes[dtype]);
  const domains = [...new Set(graph.nodes.map(({ domain }) => domain))].filter((domain) => domain !== '');
  return {
    irVersion,
    producerName: 'Diptych',
    opsetImport: [
      { domain: '', version: opset },
      ...domains.map((domain) => ({ domain, version: 1 })),
    ],
    graph: {
      name,
      node: graph.nodes.map(({ operator, domain, inputs, outputs, attributes }) => ({
        ...makeNode(operator, inputs, outputs, attributes),
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
