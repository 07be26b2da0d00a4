import type { FileHandle } from 'node:fs/promises';

/** A tensor of a file of weights; its numbers stay on the disk until they are read. */
export interface StoredTensor {
  readonly shape: readonly number[];
  /** Row-major. Throws `refused-model`. */
  read(): Promise<Float32Array>;
}

/** Weights alone, by name; what network they are of is for others to find out. */
export interface WeightsFile {
  /** What people call such a file. */
  readonly format: string;
  readonly tensors: ReadonlyMap<string, StoredTensor>;
  close(): Promise<void>;
}

/** Closes a file when what is made of it cannot be made. */
export async function orClosed<Made>(
  file: Pick<FileHandle, 'close'>,
  make: () => Promise<Made>,
): Promise<Made> {
  try {
    return await make();
  } catch (error) {
    await file.close();
    throw error;
  }
}
