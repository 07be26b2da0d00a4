import { formatHeader } from '../checkpoint/safetensors-header.ts';
import type { NamedTensorValues } from '../checkpoint/tensor-values.ts';
import { zipBytes } from '../archive/zip-bytes.ts';
import { createRandom } from '../random/random.ts';

/** Pieces of a pickle of protocol 2, as PyTorch writes them. */
export const pickled = {
  global: (module: string, name: string) => Buffer.from(`c${module}\n${name}\n`),
  text(text: string): Buffer {
    const length = Buffer.alloc(4);
    length.writeUInt32LE(Buffer.byteLength(text));
    return Buffer.concat([Buffer.from('X'), length, Buffer.from(text)]);
  },
  int(value: number): Buffer {
    const bytes = Buffer.alloc(5);
    bytes.write('J');
    bytes.writeInt32LE(value, 1);
    return bytes;
  },
  tuple: (...items: readonly Buffer[]) => Buffer.concat([Buffer.from('('), ...items, Buffer.from('t')]),
  dict: (entries: readonly (readonly [string, Buffer])[]) =>
    Buffer.concat([
      pickled.global('collections', 'OrderedDict'),
      Buffer.from(')R('),
      ...entries.flatMap(([name, value]) => [pickled.text(name), value]),
      Buffer.from('u'),
    ]),
  whole: (value: Buffer) => Buffer.concat([Buffer.from([0x80, 2]), value, Buffer.from('.')]),
};

export interface TorchOptions {
  /** In front of every name. */
  readonly prefix?: string;
  /** The name under which the weights lie in an outer dictionary. */
  readonly wrappedIn?: string;
  readonly storage?: string;
}

/** What `torch.save(weights, path)` writes since PyTorch 1.6. */
export function torchFile(tensors: NamedTensorValues, options: TorchOptions = {}): Buffer {
  const storages = Object.entries(tensors).map(([, { values }], index): [string, Uint8Array] => [
    `model/data/${index}`,
    bytesOf(values),
  ]);
  const members: [string, Uint8Array][] = [
    ['model/data.pkl', pickled.whole(stateOf(tensors, options))],
    ['model/byteorder', Buffer.from('little')],
    ...storages,
  ];
  return Buffer.concat(zipBytes(new Map(members)));
}

/** What it wrote before. */
export function torchLegacyFile(tensors: NamedTensorValues, options: TorchOptions = {}): Buffer {
  const magic = Buffer.from('8a0a6cfc9c46f9206aa85019', 'hex');
  const keys = Object.keys(tensors).map((_, index) => pickled.text(String(index)));
  const storages = Object.values(tensors).flatMap(({ values }) => {
    const count = Buffer.alloc(8);
    count.writeBigInt64LE(BigInt(values.length));
    return [count, bytesOf(values)];
  });
  return Buffer.concat([
    pickled.whole(magic),
    pickled.whole(pickled.int(1001)),
    pickled.whole(pickled.dict([['little_endian', Buffer.from([0x88])]])),
    pickled.whole(stateOf(tensors, options)),
    pickled.whole(Buffer.concat([Buffer.from(']('), ...keys, Buffer.from('e')])),
    ...storages,
  ]);
}

export function safetensorsFile(tensors: NamedTensorValues): Buffer {
  return Buffer.concat([
    formatHeader(tensors, {}),
    ...Object.values(tensors).map(({ values }) => bytesOf(values)),
  ]);
}

/** The weights of a `ResnetGenerator` as PyTorch names and shapes them. */
export function torchGenerator({ filters = 4, blocks = 2, hasDropout = false } = {}): NamedTensorValues {
  const random = createRandom(filters, blocks);
  const wide = 4 * filters;
  const tensors: Record<string, { shape: readonly number[]; values: Float32Array }> = {};
  const add = (name: string, shape: readonly number[], channels: number) => {
    const count = shape.reduce((product, size) => product * size, 1);
    tensors[`${name}.weight`] = {
      shape,
      values: Float32Array.from({ length: count }, () => 0.1 * random.normal()),
    };
    tensors[`${name}.bias`] = {
      shape: [channels],
      values: Float32Array.from({ length: channels }, () => random.normal()),
    };
  };
  add('model.1', [filters, 3, 7, 7], filters);
  add('model.4', [2 * filters, filters, 3, 3], 2 * filters);
  add('model.7', [wide, 2 * filters, 3, 3], wide);
  for (let block = 0; block < blocks; block++)
    for (const at of [1, hasDropout ? 6 : 5])
      add(`model.${10 + block}.conv_block.${at}`, [wide, wide, 3, 3], wide);
  add(`model.${10 + blocks}`, [wide, 2 * filters, 3, 3], 2 * filters);
  add(`model.${13 + blocks}`, [2 * filters, filters, 3, 3], filters);
  add(`model.${17 + blocks}`, [3, filters, 7, 7], 3);
  return tensors;
}

function stateOf(
  tensors: NamedTensorValues,
  { prefix = '', wrappedIn, storage = 'FloatStorage' }: TorchOptions,
): Buffer {
  const entries = Object.entries(tensors).map(([name, { shape, values }], index): [string, Buffer] => [
    `${prefix}${name}`,
    tensorOf(String(index), shape, values.length, storage),
  ]);
  const metadata = Buffer.concat([Buffer.from('}'), pickled.text('_metadata'), Buffer.from('}sb')]);
  const state = Buffer.concat([pickled.dict(entries), metadata]);
  return wrappedIn === undefined
    ? state
    : pickled.dict([
        ['epoch', pickled.int(3)],
        [wrappedIn, state],
      ]);
}

function tensorOf(key: string, shape: readonly number[], count: number, storage: string): Buffer {
  const strides = shape.map((_, axis) => shape.slice(axis + 1).reduce((product, size) => product * size, 1));
  const reference = pickled.tuple(
    ...[pickled.text('storage'), pickled.global('torch', storage), pickled.text(key), pickled.text('cpu')],
    pickled.int(count),
  );
  const sizes = (values: readonly number[]) => pickled.tuple(...values.map(pickled.int));
  const hooks = Buffer.concat([pickled.global('collections', 'OrderedDict'), Buffer.from(')R')]);
  const args = pickled.tuple(
    ...[Buffer.concat([reference, Buffer.from('Q')]), pickled.int(0), sizes(shape), sizes(strides)],
    ...[Buffer.from([0x89]), hooks],
  );
  return Buffer.concat([pickled.global('torch._utils', '_rebuild_tensor_v2'), args, Buffer.from('R')]);
}

function bytesOf(values: Float32Array): Buffer {
  return Buffer.from(values.buffer, values.byteOffset, values.byteLength);
}
