import { open } from 'node:fs/promises';

/** At most so many of the first bytes of a file. System errors pass. */
export async function readHead(path: string, mostBytes: number): Promise<Uint8Array> {
  const file = await open(path, 'r');
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(mostBytes), 0, mostBytes, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}
