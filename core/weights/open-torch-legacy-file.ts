import { open } from 'node:fs/promises';
import { bytesPerNumber } from './number-types.ts';
import { isItems, isKind, type PickleValue, type StorageReference } from './pickle-value.ts';
import { torchTensors } from './torch-tensors.ts';
import { unpickle } from './unpickle.ts';
import type { WeightsFile } from './weights-file.ts';
import { weightsRefusal } from './weights-refusal.ts';

const magic = 0x1950a86a20f9469cfc6cn;
const mostBytes = 2 ** 30;

/**
 * Reads what `torch.save` wrote before PyTorch 1.6: five pickles, then the numbers of every storage with their count in
 * front. Throws `refused-pickle`, `refused-model`.
 */
export async function openTorchLegacyFile(path: string): Promise<WeightsFile> {
  const bytes = await wholeFile(path);
  const [number, version, system, value, keys] = pickles(bytes);
  if (number?.value !== magic || version?.value !== 1001)
    throw weightsRefusal(['it is a pickle, but not one of PyTorch']);
  assertLittleEndian(system!.value);
  const storages = storagesAt(bytes, keys!.end, keys!.value, typesOf(value!.value));
  return {
    format: 'PyTorch, as before 1.6',
    tensors: torchTensors(value!.value, (storage) => Promise.resolve(partOf(storages, storage))),
    close: () => Promise.resolve(),
  };
}

async function wholeFile(path: string): Promise<Buffer> {
  const file = await open(path, 'r');
  try {
    const { size } = await file.stat();
    if (size > mostBytes) throw weightsRefusal([`it has ${size} bytes, more than ${mostBytes}`]);
    return await file.readFile();
  } finally {
    await file.close();
  }
}

/** Until one is not what it should be: then there is no use in the next. */
function pickles(bytes: Buffer) {
  const found = [unpickle(bytes)];
  while (found.length < 5 && found[0]!.value === magic) found.push(unpickle(bytes, found.at(-1)!.end));
  return found;
}

function assertLittleEndian(system: PickleValue): void {
  if (isKind(system, 'dict') && system.entries.get('little_endian') === false)
    throw weightsRefusal(['its numbers are big-endian']);
}

/** Bytes of each number by the key of its storage, as the tensors that use it tell. */
function typesOf(value: PickleValue): ReadonlyMap<string, number> {
  const types = new Map<string, number>();
  const seen = new Set<PickleValue>();
  const waiting = [value];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (seen.has(next)) continue;
    seen.add(next);
    if (isKind(next, 'tensor')) waiting.push(next.storage);
    if (isKind(next, 'storage')) types.set(next.key, bytesPerNumber(next.type));
    if (isItems(next)) waiting.push(...next.items);
    if (isKind(next, 'dict')) waiting.push(...next.entries.values());
  }
  return types;
}

function storagesAt(
  bytes: Buffer,
  start: number,
  keys: PickleValue,
  types: ReadonlyMap<string, number>,
): ReadonlyMap<string, Buffer> {
  const storages = new Map<string, Buffer>();
  let at = start;
  for (const key of isItems(keys) ? keys.items : []) {
    const each = typeof key === 'string' ? types.get(key) : undefined;
    if (typeof key !== 'string' || each === undefined)
      throw weightsRefusal(['it lists a storage that nothing uses']);
    const count = at + 8 > bytes.length ? NaN : Number(bytes.readBigInt64LE(at));
    const end = at + 8 + count * each;
    if (!(count >= 0 && end <= bytes.length)) throw weightsRefusal([`its storage ${key} ends too early`]);
    storages.set(key, bytes.subarray(at + 8, end));
    at = end;
  }
  return storages;
}

function partOf(storages: ReadonlyMap<string, Buffer>, storage: StorageReference): Buffer {
  const { key, type, first, count } = storage;
  const [bytes, each] = [storages.get(key), bytesPerNumber(type)];
  if (bytes === undefined || bytes.length < (first + count) * each)
    throw weightsRefusal([`its storage ${key} is missing or ends too early`]);
  return bytes.subarray(first * each, (first + count) * each);
}
