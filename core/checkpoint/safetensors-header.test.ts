import { describe, expect, test } from 'vitest';
import { formatHeader, headerLength, maximumHeaderBytes, parseHeader } from './safetensors-header.ts';

const damaged = expect.objectContaining({ reason: 'damaged-checkpoint' }) as Error;
const parse = (json: string, dataBytes: number) => parseHeader(Buffer.from(json), dataBytes);
const tensor = (begin: number, end: number, shape: readonly number[], dtype = 'F32') => ({
  dtype,
  shape,
  data_offsets: [begin, end],
});
const parseObject = (value: unknown, dataBytes: number) => parse(JSON.stringify(value), dataBytes);

function prefix(length: bigint): Uint8Array {
  const bytes = new Uint8Array(8);
  new DataView(bytes.buffer).setBigUint64(0, length, true);
  return bytes;
}

describe('safetensors header, S-47', () => {
  test('a file shorter than 8 bytes is refused', () => {
    expect(() => headerLength(new Uint8Array(5), 5)).toThrow(damaged);
  });

  test('a header longer than the file is refused', () => {
    expect(() => headerLength(prefix(93n), 100)).toThrow(damaged); // 100 - 8 = 92 at most
  });

  test('a header longer than 8 MiB is refused even when the file has it', () => {
    expect(() => headerLength(prefix(BigInt(maximumHeaderBytes) + 1n), 1e9)).toThrow(damaged);
  });

  test('a length of 2^64 - 1 is refused', () => {
    expect(() => headerLength(prefix(2n ** 64n - 1n), 1e9)).toThrow(damaged);
  });

  test.each([
    ['no JSON', '{"a"'],
    ['an array', '[]'],
    ['a number', '1'],
    ['leading space', ' {}'],
    ['nothing', ''],
  ])('%s instead of a JSON object is refused', (_what, json) => {
    expect(() => parse(json, 0)).toThrow(damaged);
  });

  test('bytes that are not UTF-8 are refused', () => {
    expect(() => parseHeader(Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d]), 0)).toThrow(damaged);
  });

  test('a name that stands twice is refused', () => {
    const twice = JSON.stringify(tensor(0, 4, [1]));
    expect(() => parse(`{"a": ${twice}, "a": ${twice}}`, 4)).toThrow(/"a" twice/);
  });

  test.each([
    ['an unknown type', tensor(0, 4, [1], 'F31')],
    ['a negative size', tensor(0, 4, [-1])],
    ['a broken size', tensor(0, 4, [0.5])],
    ['a size beyond exact integers', tensor(0, 4, [2 ** 53])],
    ['sizes whose product overflows', tensor(0, 4, [2 ** 52, 2 ** 52, 0.5])],
    ['sizes whose product is infinite times zero', tensor(0, 4, [...Array<number>(40).fill(2 ** 52), 0])],
    ['an end before the beginning', tensor(4, 0, [1])],
    ['fewer bytes than the shape needs', tensor(0, 4, [2])],
    ['bytes of another type', tensor(0, 4, [1], 'F64')],
    ['a missing field', { dtype: 'F32', shape: [1] }],
    ['a field too many', { ...tensor(0, 4, [1]), also: 1 }],
    ['something that is no tensor', 7],
  ])('%s is refused', (_what, entry) => {
    expect(() => parseObject({ a: entry }, 4)).toThrow(damaged);
  });

  test.each([
    ['an end outside the data', { a: tensor(0, 8, [2]) }, 4],
    ['overlapping tensors', { a: tensor(0, 8, [2]), b: tensor(4, 12, [2]) }, 12],
    ['two tensors in the same place', { a: tensor(0, 4, [1]), b: tensor(0, 4, [1]) }, 4],
    ['a gap between tensors', { a: tensor(0, 4, [1]), b: tensor(8, 12, [1]) }, 12],
    ['a gap at the beginning', { a: tensor(4, 8, [1]) }, 8],
    ['data left over at the end', { a: tensor(0, 4, [1]) }, 8],
    ['an empty tensor inside another', { a: tensor(0, 8, [2]), b: tensor(4, 4, [0]) }, 8],
    ['an empty tensor behind the data', { a: tensor(0, 4, [1]), b: tensor(8, 8, [0]) }, 4],
  ])('%s is refused', (_what, header, dataBytes) => {
    expect(() => parseObject(header, dataBytes)).toThrow(damaged);
  });

  test('metadata that is not text is refused', () => {
    expect(() => parseObject({ __metadata__: { step: 1 } }, 0)).toThrow(damaged);
  });

  test('an empty tensor at the edge of another is accepted', () => {
    const header = { a: tensor(0, 4, [1]), b: tensor(4, 4, [3, 0]), c: tensor(0, 0, [0]) };
    expect(parseObject(header, 4).entries.map(({ name }) => name)).toEqual(['c', 'a', 'b']);
  });

  test('a scalar has one value', () => {
    expect(parseObject({ a: tensor(0, 4, []) }, 4).entries[0]?.shape).toEqual([]);
  });

  test('a name like "__proto__" is a name like any other', () => {
    const header = parse(`{"__proto__": ${JSON.stringify(tensor(0, 4, [1]))}}`, 4);
    expect(header.entries[0]?.name).toBe('__proto__');
  });

  test('what is written is read, with the data at a multiple of 8 bytes', () => {
    const bytes = formatHeader({ w: { shape: [2, 3], values: new Float32Array(6) } }, { format: 'x' });
    const length = headerLength(bytes.subarray(0, 8), bytes.byteLength + 24);
    expect(bytes.byteLength % 8).toBe(0);
    expect(parseHeader(bytes.subarray(8, 8 + length), 24)).toEqual({
      entries: [{ name: 'w', dtype: 'F32', shape: [2, 3], begin: 0, end: 24 }],
      metadata: { format: 'x' },
    });
  });

  test('a shape that does not fit its values is a mistake of the program', () => {
    expect(() => formatHeader({ w: { shape: [2], values: new Float32Array(3) } }, {})).toThrow(RangeError);
  });
});
