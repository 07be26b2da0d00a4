import * as z from 'zod';
import { CoreError } from '../contract/core-error.ts';
import { duplicateKey } from './duplicate-keys.ts';
import type { NamedTensorValues } from './tensor-values.ts';

/** Where one tensor lies in the data that follows the header. */
export interface TensorEntry {
  readonly name: string;
  readonly dtype: Dtype;
  readonly shape: readonly number[];
  readonly begin: number;
  readonly end: number;
}

export interface SafetensorsHeader {
  /** In the order of the data. */
  readonly entries: readonly TensorEntry[];
  readonly metadata: Readonly<Record<string, string>>;
}

/** Of the JSON text; what real files need is some kilobytes. */
export const maximumHeaderBytes = 8 * 2 ** 20;

/** The number of bytes that stand before the JSON text: its length, 64 bits little-endian. */
export const prefixBytes = 8;

const bytesPerValue = {
  BOOL: 1,
  U8: 1,
  I8: 1,
  F8_E5M2: 1,
  F8_E4M3: 1,
  U16: 2,
  I16: 2,
  F16: 2,
  BF16: 2,
  U32: 4,
  I32: 4,
  F32: 4,
  U64: 8,
  I64: 8,
  F64: 8,
} as const;

type Dtype = keyof typeof bytesPerValue;

const offset = z.int().nonnegative();
const tensor = z.strictObject({
  dtype: z.enum(Object.keys(bytesPerValue) as [Dtype, ...Dtype[]]),
  shape: z.array(offset),
  data_offsets: z.tuple([offset, offset]),
});
const metadataName = '__metadata__';
const metadata = z.record(z.string(), z.string());

/** The length of the JSON text from the first 8 bytes, at most 8 MiB and inside the file. Throws 'damaged-checkpoint'. */
export function headerLength(prefix: Uint8Array, fileBytes: number): number {
  if (prefix.byteLength < prefixBytes)
    throw damaged(`the file has ${fileBytes} bytes, at least 8 are needed`);
  const length = Number(new DataView(prefix.buffer, prefix.byteOffset).getBigUint64(0, true));
  const limit = Math.min(maximumHeaderBytes, fileBytes - prefixBytes);
  if (length > limit) throw damaged(`the header claims ${length} bytes, at most ${limit} are possible`);
  return length;
}

/**
 * The tensors that a header describes, after checking that they are of known types, named once, and tile the
 * `dataBytes` behind the header exactly. Format: the safetensors specification. Throws 'damaged-checkpoint'.
 */
export function parseHeader(json: Uint8Array, dataBytes: number): SafetensorsHeader {
  const text = decode(json);
  const fields = Object.entries(parseObject(text));
  const twice = duplicateKey(text);
  if (twice !== undefined) throw damaged(`the header has the key "${twice}" twice`);
  const entries = fields
    .filter(([name]) => name !== metadataName)
    .map(([name, value]) => entryOf(name, value));
  entries.sort((one, other) => one.begin - other.begin || one.end - other.end);
  checkTiling(entries, dataBytes);
  return { entries, metadata: metadataOf(fields.find(([name]) => name === metadataName)?.[1]) };
}

/** The bytes before the data: length and JSON text, padded so that the data starts at a multiple of 8. */
export function formatHeader(
  tensors: NamedTensorValues,
  about: Readonly<Record<string, string>>,
): Uint8Array {
  let end = 0;
  const fields: [string, unknown][] = [[metadataName, about]];
  for (const [name, { shape, values }] of Object.entries(tensors)) {
    checkWritable(name, shape, values);
    const begin = end;
    end += values.byteLength;
    fields.push([name, { dtype: 'F32', shape, data_offsets: [begin, end] }]);
  }
  const json = Buffer.from(JSON.stringify(Object.fromEntries(fields)));
  const length = Math.ceil(json.byteLength / 8) * 8;
  const header = new Uint8Array(prefixBytes + length).fill(0x20); // the format pads with spaces
  new DataView(header.buffer).setBigUint64(0, BigInt(length), true);
  header.set(json, prefixBytes);
  return header;
}

/** The 'damaged-checkpoint' error of a safetensors file. */
export function damaged(found: string, cause?: unknown): CoreError {
  const advice = 'The file is damaged or not a safetensors file; use another checkpoint.';
  return new CoreError(
    'damaged-checkpoint',
    `Cannot read the tensors: ${found}. ${advice}`,
    { found },
    { cause },
  );
}

function decode(json: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(json);
  } catch (cause) {
    throw damaged('the header is not UTF-8 text', cause);
  }
}

function parseObject(text: string): object {
  if (!text.startsWith('{')) throw damaged('the header does not start with "{"');
  try {
    return JSON.parse(text) as object; // a text that starts with "{" can be nothing else
  } catch (cause) {
    throw damaged('the header is not JSON', cause);
  }
}

function entryOf(name: string, value: unknown): TensorEntry {
  const { success, data, error } = tensor.safeParse(value);
  if (!success) throw damaged(`the header is wrong about "${name}": ${error.issues[0]?.message}`, error);
  const { dtype, shape } = data;
  const [begin, end] = data.data_offsets;
  const bytes = shape.reduce((product, size) => product * size, 1) * bytesPerValue[dtype];
  if (bytes !== end - begin)
    throw damaged(`"${name}" is ${dtype} [${shape.join(', ')}], ${bytes} bytes, but has ${end - begin}`);
  return { name, dtype, shape, begin, end };
}

/** In order, each tensor begins where the one before ends, and the last ends with the data. */
function checkTiling(entries: readonly TensorEntry[], dataBytes: number): void {
  let expected = 0;
  for (const { name, begin, end } of entries) {
    if (begin !== expected) throw damaged(`"${name}" begins at ${begin}, expected ${expected}`);
    expected = end;
  }
  if (expected !== dataBytes) throw damaged(`the tensors end at ${expected}, the data at ${dataBytes}`);
}

function metadataOf(value: unknown): Readonly<Record<string, string>> {
  if (value === undefined) return {};
  const { success, data, error } = metadata.safeParse(value);
  if (!success) throw damaged('the metadata holds something other than text', error);
  return data;
}

/** A wrong shape here is a mistake in this program, not in a file. */
function checkWritable(name: string, shape: readonly number[], values: Float32Array): void {
  const count = shape.reduce((product, size) => product * size, 1);
  if (name !== metadataName && count === values.length) return;
  throw new RangeError(`tensor "${name}" has shape [${shape.join(', ')}] but ${values.length} values`);
}
