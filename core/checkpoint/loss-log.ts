import { open, type FileHandle } from 'node:fs/promises';
import * as z from 'zod';
import { errorCode, writeError } from '../files/write-error.ts';

const line = z.object({
  step: z.int().nonnegative(),
  losses: z.record(z.string(), z.number()),
  /** Of this step, data included. */
  elapsedMs: z.number(),
});

/** One step's line in `losses.jsonl`; steps only grow within a file. */
export type LossLine = z.infer<typeof line>;

export interface LossLog {
  /** Adds a line; one at a time. Once done, it survives the end of the process. Throws 'disk-full', 'write-failed'. */
  append(line: LossLine): Promise<void>;
  /** Makes all lines survive a power cut as well; call it with each checkpoint. */
  flush(): Promise<void>;
  close(): Promise<void>;
}

/**
 * Opens a run's losses for appending. A torn last line is cut off; so are all lines after `lastStep`, which is the
 * step that the run resumes from (0 for a new run). Both happen in one truncation, which is done or not done.
 */
export async function openLossLog(
  path: string,
  { lastStep }: { readonly lastStep: number },
): Promise<LossLog> {
  try {
    const file = await openOrCreate(path);
    const length = await lengthThrough(file, lastStep);
    await file.truncate(length);
    return lossLog(file, path, length);
  } catch (error) {
    throw writeError(error, path, 0);
  }
}

/** The whole lines of a run's losses in order; damaged ones are left out, a missing file has none. */
export async function readLosses(path: string): Promise<readonly LossLine[]> {
  const file = await open(path, 'r').catch((error: unknown) => {
    if (errorCode(error) === 'ENOENT') return undefined;
    throw error;
  });
  const lines: LossLine[] = [];
  for await (const text of file?.readLines() ?? []) {
    const found = parseLine(text);
    if (found !== undefined) lines.push(found);
  }
  return lines;
}

function lossLog(file: FileHandle, path: string, length: number): LossLog {
  let end = length;
  return {
    async append(value) {
      const bytes = Buffer.from(`${JSON.stringify(value)}\n`);
      try {
        await file.write(bytes, 0, bytes.byteLength, end).then(assertWhole(bytes));
        end += bytes.byteLength;
      } catch (error) {
        await file.truncate(end).catch(() => undefined); // if this fails too, opening cuts the torn line
        throw writeError(error, path, bytes.byteLength);
      }
    },
    flush: () => file.datasync(),
    close: () => file.close(),
  };
}

/** A write that is cut short is a full disk; the system reports it only at the next one. */
function assertWhole(bytes: Uint8Array): (written: { readonly bytesWritten: number }) => void {
  return ({ bytesWritten }) => {
    if (bytesWritten < bytes.byteLength)
      throw Object.assign(new Error(`only ${bytesWritten} of ${bytes.byteLength} bytes fitted`), {
        code: 'ENOSPC',
      });
  };
}

async function openOrCreate(path: string): Promise<FileHandle> {
  try {
    return await open(path, 'r+');
  } catch (error) {
    if (errorCode(error) !== 'ENOENT') throw error;
    return open(path, 'wx+');
  }
}

/** Up to the end of the last good line whose step is not after `lastStep`. */
async function lengthThrough(file: FileHandle, lastStep: number): Promise<number> {
  let keep = 0;
  for await (const { text, end } of linesOf(file)) {
    const step = parseLine(text)?.step;
    if (step === undefined) continue;
    if (step > lastStep) break;
    keep = end;
  }
  return keep;
}

/** The lines that end in a newline, and the byte after each. */
async function* linesOf(file: FileHandle): AsyncGenerator<{ readonly text: string; readonly end: number }> {
  const chunk = Buffer.alloc(1 << 20);
  let rest = Buffer.alloc(0);
  for (let restAt = 0; ;) {
    const { bytesRead } = await file.read(chunk, 0, chunk.byteLength, restAt + rest.byteLength);
    if (bytesRead === 0) return;
    rest = Buffer.concat([rest, chunk.subarray(0, bytesRead)]);
    let from = 0;
    for (let at = rest.indexOf(10); at >= 0; at = rest.indexOf(10, from)) {
      yield { text: rest.toString('utf8', from, at), end: restAt + at + 1 };
      from = at + 1;
    }
    restAt += from;
    rest = rest.subarray(from);
  }
}

function parseLine(text: string): LossLine | undefined {
  try {
    return line.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined; // a damaged line is not worth a lost run
  }
}
