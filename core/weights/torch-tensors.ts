import { floatsOf } from './number-types.ts';
import { isKind, type PickleValue, type StorageReference, type TensorReference } from './pickle-value.ts';
import type { StoredTensor } from './weights-file.ts';
import { weightsRefusal } from './weights-refusal.ts';

/** Reads the bytes of so many numbers of a storage, from the one with this index on. */
export type ReadStorage = (storage: StorageReference) => Promise<Buffer>;

const deepest = 8;
const mostTensors = 100_000;

/** Every tensor in what a pickle holds, by the names on the way to it joined with dots. */
export function torchTensors(value: PickleValue, read: ReadStorage): ReadonlyMap<string, StoredTensor> {
  const tensors = new Map<string, StoredTensor>();
  collect(value, '', 1);
  return tensors;

  function collect(found: PickleValue, name: string, depth: number): void {
    if (depth > deepest || tensors.size > mostTensors) return;
    if (isKind(found, 'tensor')) tensors.set(name, storedTensor(name, found, read));
    if (!isKind(found, 'dict')) return;
    for (const [key, each] of found.entries)
      if (typeof key === 'string') collect(each, name === '' ? key : `${name}.${key}`, depth + 1);
  }
}

function storedTensor(name: string, tensor: TensorReference, read: ReadStorage): StoredTensor {
  return {
    shape: tensor.shape,
    async read() {
      const count = tensor.shape.reduce((product, size) => product * size, 1);
      assertInside(name, tensor, count);
      const values = floatsOf(tensor.storage.type, await read(tensor.storage));
      return isRowMajor(tensor)
        ? values.slice(tensor.offset, tensor.offset + count)
        : gathered(tensor, values, count);
    },
  };
}

/** A tensor reads within its storage, and no number of it more than once, so that it is no larger than the file (S-41). */
function assertInside(
  name: string,
  { storage, offset, shape, strides }: TensorReference,
  count: number,
): void {
  const last = shape.reduce((sum, size, axis) => sum + Math.max(0, size - 1) * strides[axis]!, offset);
  if (count > storage.count || (count > 0 && last >= storage.count))
    throw weightsRefusal([`${name} reads beyond its ${storage.count} numbers`]);
}

function isRowMajor({ shape, strides }: TensorReference): boolean {
  let expected = 1;
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    if (shape[axis] !== 1 && strides[axis] !== expected) return false;
    expected *= shape[axis]!;
  }
  return true;
}

/** Row by row out of any other order, such as channels last. */
function gathered(
  { offset, shape, strides }: TensorReference,
  values: Float32Array,
  count: number,
): Float32Array {
  return Float32Array.from({ length: count }, (_, index) => {
    let [rest, at] = [index, offset];
    for (let axis = shape.length - 1; axis >= 0; axis--) {
      at += (rest % shape[axis]!) * strides[axis]!;
      rest = Math.floor(rest / shape[axis]!);
    }
    return values[at]!;
  });
}
