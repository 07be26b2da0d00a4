import { open, type FileHandle } from 'node:fs/promises';
import {
  headerLength,
  parseHeader,
  prefixBytes,
  type TensorEntry,
} from '../checkpoint/safetensors-header.ts';
import { CoreError } from '../contract/core-error.ts';
import { floatsOf } from './number-types.ts';
import { orClosed, type StoredTensor, type WeightsFile } from './weights-file.ts';
import { weightsRefusal } from './weights-refusal.ts';

/** Reads a `.safetensors` file of anybody, its header checked against the file (S-47). Throws `refused-model`. */
export async function openSafetensorsFile(path: string): Promise<WeightsFile> {
  const file = await open(path, 'r');
  return orClosed(file, async () => {
    const { size } = await file.stat();
    const prefix = await readAt(file, 0, Math.min(prefixBytes, size));
    const { entries, dataAt } = await headerOf(file, prefix, size);
    const tensors = entries.map((entry): [string, StoredTensor] => [
      entry.name,
      storedTensor(file, dataAt, entry),
    ]);
    return { format: 'safetensors', tensors: new Map(tensors), close: () => file.close() };
  });
}

async function headerOf(file: FileHandle, prefix: Buffer, size: number) {
  try {
    const length = headerLength(prefix, size);
    const dataAt = prefixBytes + length;
    const { entries } = parseHeader(await readAt(file, prefixBytes, length), size - dataAt);
    return { entries, dataAt };
  } catch (error) {
    if (!(error instanceof CoreError)) throw error;
    const { found } = error.details;
    throw weightsRefusal([typeof found === 'string' ? found : error.message], error);
  }
}

function storedTensor(
  file: FileHandle,
  dataAt: number,
  { dtype, shape, begin, end }: TensorEntry,
): StoredTensor {
  return { shape, read: async () => floatsOf(dtype, await readAt(file, dataAt + begin, end - begin)) };
}

async function readAt(file: FileHandle, at: number, length: number): Promise<Buffer> {
  const bytes = Buffer.alloc(length);
  for (let done = 0; done < length;) {
    const { bytesRead } = await file.read(bytes, done, length - done, at + done);
    if (bytesRead === 0) throw weightsRefusal(['it ends too early']);
    done += bytesRead;
  }
  return bytes;
}
