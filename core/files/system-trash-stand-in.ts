import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createFreedesktopTrash } from './freedesktop-trash.ts';
import type { SystemTrash } from './system-trash.ts';
import { temporaryFolder } from './temporary-folder-stand-in.ts';

/** The trash of a user that nobody is, so that tests leave the real one alone. */
export interface TestTrash {
  readonly trash: SystemTrash;
  /** Where the things lie that were put there. */
  readonly files: string;
  readonly info: string;
  /** Their names there, in order; none before there is a trash. */
  names(): readonly string[];
  /** The places that they were put there from. */
  origins(): readonly string[];
}

/** A trash in a folder, which stands for what a user's programs keep. */
export function testTrash(dataFolder = temporaryFolder()): TestTrash {
  const [files, info] = ['files', 'info'].map((part) => join(dataFolder, 'Trash', part)) as [string, string];
  return {
    trash: createFreedesktopTrash(dataFolder, undefined),
    files,
    info,
    names: () => namesIn(files),
    origins: () => namesIn(info).map((name) => originIn(readFileSync(join(info, name), 'utf8'))),
  };
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder).toSorted();
  } catch {
    return [];
  }
}

function originIn(note: string): string {
  return decodeURIComponent(/^Path=(.*)$/m.exec(note)![1]!);
}
