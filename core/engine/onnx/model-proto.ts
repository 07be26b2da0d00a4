import proto from 'onnx-proto';
import { CoreError } from '../../contract/core-error.ts';
import { limitProblems, maximumModelBytes } from './model-limits.ts';
import {
  elementTypes,
  type AttributeProto,
  type ModelProto,
  type NodeProto,
  type TensorProto,
  type ValueInfoProto,
} from './onnx-types.ts';

export type AttributeValue = number | string | readonly number[] | { readonly float: number };

const attributeTypes = { float: 1, int: 2, string: 3, ints: 7 } as const;

/** Reads an .onnx file held in memory and checks its limits. Throws `refused-model` naming every reason. */
export function decodeModel(bytes: Uint8Array): ModelProto {
  if (bytes.byteLength > maximumModelBytes)
    refuse([`the file has ${bytes.byteLength} bytes, more than 2 GiB`]);
  let model: ModelProto;
  try {
    model = proto.onnx.ModelProto.decode(bytes);
  } catch (cause) {
    throw refusal(['it is not an ONNX file, or it is damaged'], cause);
  }
  const problems = limitProblems(model);
  if (problems.length > 0) refuse(problems);
  return model;
}

/** Writes a model as the bytes of an .onnx file. Fields that ONNX does not define are not written. */
export function encodeModel(model: ModelProto): Uint8Array {
  return proto.onnx.ModelProto.encode(model).finish();
}

/** The error for a model that is not run, with every reason at once; names out of the file are made safe to show. */
export function refusal(reasons: readonly string[], cause?: unknown): CoreError {
  const problems = reasons.map((reason) => reason.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, '').slice(0, 300));
  const rest = problems.length > 12 ? [`and ${problems.length - 12} more reasons`] : [];
  return new CoreError(
    'refused-model',
    `Expected a translator made by Diptych (.onnx); this file is refused: ${[...problems.slice(0, 12), ...rest].join('; ')}.`,
    { problems },
    { cause },
  );
}

function refuse(problems: readonly string[]): never {
  throw refusal(problems);
}

/** A node of the standard domain. A number is an int attribute; `{ float }` makes it a float. */
export function makeNode(
  opType: string,
  input: readonly string[],
  output: readonly string[],
  attributes: Readonly<Record<string, AttributeValue>> = {},
): NodeProto {
  return {
    opType,
    name: output[0] ?? opType,
    input: [...input],
    output: [...output],
    attribute: Object.entries(attributes).map(([name, value]) => makeAttribute(name, value)),
  };
}

function makeAttribute(name: string, value: AttributeValue): AttributeProto {
  if (typeof value === 'number') return { name, type: attributeTypes.int, i: value };
  if (typeof value === 'string') return { name, type: attributeTypes.string, s: Buffer.from(value) };
  if ('float' in value) return { name, type: attributeTypes.float, f: value.float };
  return { name, type: attributeTypes.ints, ints: [...value] };
}

/** A tensor whose bytes are those of `values` (not copied until the model is encoded). */
export function makeTensor(
  name: string,
  dims: readonly number[],
  values: Float32Array | Int32Array | BigInt64Array,
): TensorProto {
  const dataType =
    values instanceof Float32Array
      ? elementTypes.float32
      : values instanceof Int32Array
        ? elementTypes.int32
        : elementTypes.int64;
  const rawData = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
  return { name, dims: [...dims], dataType, rawData };
}

/** The description of a graph's input or output; a string is a dimension known by name only. */
export function makeValueInfo(
  name: string,
  shape: readonly (number | string)[],
  elemType: number = elementTypes.float32,
): ValueInfoProto {
  const dim = shape.map((size) => (typeof size === 'number' ? { dimValue: size } : { dimParam: size }));
  return { name, type: { tensorType: { elemType, shape: { dim } } } };
}

/** The int attribute of a node, or `otherwise` where the node has none. */
export function intAttribute(node: NodeProto, name: string, otherwise: number): number {
  const found = node.attribute?.find((attribute) => attribute.name === name);
  return Number(found?.i ?? otherwise);
}

/** The ints attribute of a node, or `undefined` where the node has none. */
export function intsAttribute(node: NodeProto, name: string): number[] | undefined {
  const found = node.attribute?.find((attribute) => attribute.name === name);
  return found?.ints?.length ? found.ints.map(Number) : undefined;
}

/** The float attribute of a node, or `otherwise` where the node has none. */
export function floatAttribute(node: NodeProto, name: string, otherwise: number): number {
  return node.attribute?.find((attribute) => attribute.name === name)?.f ?? otherwise;
}

/** The string attribute of a node, or `otherwise` where the node has none. */
export function stringAttribute(node: NodeProto, name: string, otherwise: string): string {
  const found = node.attribute?.find((attribute) => attribute.name === name);
  return found?.s?.length ? Buffer.from(found.s).toString('utf8') : otherwise;
}

/** The values of a float32 tensor: a view where the bytes are aligned, else a copy. */
export function float32Values(tensor: TensorProto): Float32Array {
  const raw = tensor.rawData;
  if (!raw?.byteLength) return Float32Array.from(tensor.floatData ?? []);
  const aligned = raw.byteOffset % 4 === 0 ? raw : new Uint8Array(raw);
  return new Float32Array(aligned.buffer, aligned.byteOffset, aligned.byteLength / 4);
}

/** The values of an int64 tensor as numbers. */
export function int64Values(tensor: TensorProto): number[] {
  const raw = tensor.rawData;
  if (!raw?.byteLength) return (tensor.int64Data ?? []).map(Number);
  const view = new DataView(raw.buffer, raw.byteOffset, raw.byteLength);
  return Array.from({ length: raw.byteLength / 8 }, (_, i) => Number(view.getBigInt64(i * 8, true)));
}
