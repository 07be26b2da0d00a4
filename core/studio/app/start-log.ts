import { mkdir, open, readdir, readFile, rm, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { CoreError } from '../../contract/core-error.ts';

/** What a start has come to; a log that ends with anything but the last two tells of a start that failed. */
export type StartMark = 'opening' | 'open' | 'safe-mode-offered' | 'safe-mode' | 'ready' | 'ended';

/** The log of one start. It holds times, codes, versions and places in our own source; nothing that a person has named. */
export interface StartLog {
  /** How many starts in a row failed before this one. */
  readonly failedBefore: number;
  /** On the disk when this resolves; marking the same twice in a row does nothing. */
  mark(mark: StartMark): Promise<void>;
  fault(error: unknown): void;
  close(): Promise<void>;
}

const kept = 5;
const logName = /^start-(\d{6})\.log$/;
/** Faults that are noted of one start; one that repeats itself fills no disk. */
const mostFaults = 200;

/** Begins the log of a start. Where nothing can be written, nothing is kept and no start has failed. */
export async function openStartLog(folder: string, firstLine: string): Promise<StartLog> {
  const numbers = (await readdir(folder).catch(() => [])).flatMap((name) => logName.exec(name)?.[1] ?? []);
  const before = numbers.map(Number).sort((one, other) => other - one);
  const failedBefore = await countFailed(before.map((number) => join(folder, nameOf(number))));
  const file = await begin(folder, (before[0] ?? 0) + 1).catch(() => undefined); // it is only looked at, or full
  await Promise.all(
    before.slice(kept - 1).map((number) => rm(join(folder, nameOf(number)), { force: true })),
  );
  const state = { last: '', faults: 0, writing: Promise.resolve() };
  const write = (line: string): Promise<void> => {
    state.writing = state.writing
      .then(async () => {
        await file?.write(`${new Date().toISOString()} ${line}\n`);
        await file?.datasync();
      })
      .catch(() => undefined); // a log that cannot be written keeps nobody from working
    return state.writing;
  };
  await write(firstLine);
  return {
    failedBefore,
    async mark(mark) {
      if (state.last === mark) return;
      state.last = mark;
      await write(`* ${mark}`);
    },
    fault(error) {
      if (state.faults++ < mostFaults) void write(describeFault(error));
    },
    async close() {
      await state.writing;
      await file?.close().catch(() => undefined); // its content has been written
    },
  };
}

async function begin(folder: string, number: number): Promise<FileHandle> {
  await mkdir(folder, { recursive: true });
  return open(join(folder, nameOf(number)), 'wx', 0o600);
}

function nameOf(number: number): string {
  return `start-${String(number).padStart(6, '0')}.log`;
}

/** From the newest on, as far as they failed. */
async function countFailed(files: readonly string[]): Promise<number> {
  const succeeded: readonly (string | undefined)[] = ['ready', 'ended'] satisfies readonly StartMark[];
  const marks = await Promise.all(files.slice(0, kept).map(lastMark));
  const firstGood = marks.findIndex((mark) => succeeded.includes(mark));
  return firstGood === -1 ? marks.length : firstGood;
}

async function lastMark(file: string): Promise<string | undefined> {
  const text = await readFile(file, 'utf8').catch(() => '');
  return [...text.matchAll(/^\S+ \* ([a-z-]+)$/gm)].at(-1)?.[1];
}

/** Its kind, its code and where it came from; its words may hold names. */
function describeFault(error: unknown): string {
  if (!(error instanceof Error)) return `fault ${typeof error}`;
  const code = error instanceof CoreError ? `${error.code} ${error.reason}` : systemCode(error);
  return ['fault', plainWord(error.name), code, ...framesOf(error)].filter(Boolean).join(' ');
}

function systemCode(error: Error): string {
  return plainWord('code' in error && typeof error.code === 'string' ? error.code : '');
}

function plainWord(text: string): string {
  return /^\w{1,40}$/.test(text) ? text : '';
}

const frame = /^\s+at (?:.*[/\\( ])?([\w.-]+\.[cm]?[jt]s):(\d+):\d+\)?$/;

/** Files of this program by their base names. */
function framesOf({ stack = '', message }: Error): readonly string[] {
  return stack
    .replace(message, '')
    .split('\n')
    .flatMap((line) => {
      const [, file, at] = frame.exec(line) ?? [];
      return file === undefined ? [] : [`${file}:${at}`];
    })
    .slice(0, 6);
}
