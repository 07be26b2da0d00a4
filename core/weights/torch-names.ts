import { damagedPickle, programRefusal } from './pickle-refusal.ts';
import {
  isItems,
  isKind,
  type PickleDict,
  type PickleValue,
  type StorageReference,
  type StorageType,
  type TensorReference,
} from './pickle-value.ts';

const orderedDict = 'collections.OrderedDict';
const rebuilds = ['torch._utils._rebuild_tensor_v2', 'torch._utils._rebuild_tensor'];
const rebuildParameter = 'torch._utils._rebuild_parameter';

const storageTypes: Readonly<Record<string, StorageType>> = {
  FloatStorage: 'F32',
  HalfStorage: 'F16',
  BFloat16Storage: 'BF16',
  DoubleStorage: 'F64',
  LongStorage: 'I64',
  IntStorage: 'I32',
  ShortStorage: 'I16',
  CharStorage: 'I8',
  ByteStorage: 'U8',
  BoolStorage: 'BOOL',
};

function storageType(name: string): StorageType | undefined {
  const [, type = ''] = /^torch\.(?:cuda\.)?(\w+)$/.exec(name) ?? [];
  return Object.hasOwn(storageTypes, type) ? storageTypes[type] : undefined;
}

/** Throws `refused-pickle` for every name that a file of weights has no need of. */
export function assertAllowed(name: string): void {
  const isAllowed =
    [orderedDict, rebuildParameter, ...rebuilds].includes(name) || storageType(name) !== undefined;
  if (!isAllowed) throw programRefusal(name);
}

/** What a call of an allowed name stands for; it is not called. */
export function resultOf(name: string, args: readonly PickleValue[]): PickleValue {
  if (name === orderedDict) return dictOf(args);
  if (rebuilds.includes(name)) return tensorOf(name, args);
  if (name === rebuildParameter && isKind(args[0], 'tensor')) return args[0];
  throw damagedPickle(`makes something of ${name} that is no tensor`);
}

function dictOf(args: readonly PickleValue[]): PickleDict {
  const dict: PickleDict = { kind: 'dict', entries: new Map(), depth: 1 };
  const [pairs] = args;
  if (args.length > 1 || (pairs !== undefined && !isItems(pairs)))
    throw damagedPickle(`makes something of ${orderedDict} that is no list of names`);
  for (const pair of pairs?.items ?? []) {
    if (!isItems(pair) || pair.items.length !== 2) throw damagedPickle('has a pair that is none');
    dict.entries.set(pair.items[0]!, pair.items[1]!);
  }
  return dict;
}

function tensorOf(name: string, [storage, offset, shape, strides]: readonly PickleValue[]): TensorReference {
  const [sizes, steps] = [wholeNumbers(shape), wholeNumbers(strides)];
  const isWhole =
    isKind(storage, 'storage') && isIndex(offset) && sizes && steps && sizes.length === steps.length;
  if (!isWhole) throw damagedPickle(`makes something of ${name} that is no tensor`);
  if (sizes.length > 8) throw damagedPickle(`has a tensor of ${sizes.length} dimensions`);
  return { kind: 'tensor', storage, offset, shape: sizes, strides: steps };
}

function wholeNumbers(value: PickleValue | undefined): number[] | undefined {
  return isItems(value) && value.items.every(isIndex) ? value.items : undefined;
}

function isIndex(value: PickleValue | undefined): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
}

/** What PyTorch writes in the place of a storage: ('storage', type, key, where it was, count, and in old files a window). */
export function storageOf(id: PickleValue): StorageReference {
  const [what, type, key, , count, window] = isItems(id) ? id.items : [];
  const known = isKind(type, 'global') ? storageType(type.name) : undefined;
  if (what !== 'storage' || known === undefined || typeof key !== 'string' || !isIndex(count))
    throw damagedPickle('names something outside of it that is no storage');
  if (!isItems(window)) return { kind: 'storage', type: known, key, first: 0, count };
  const [, first, part] = window.items;
  if (!isIndex(first) || !isIndex(part)) throw damagedPickle('has a window on a storage that is none');
  return { kind: 'storage', type: known, key, first, count: part };
}
