import { mkdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { CoreError } from '../contract/core-error.ts';
import type { ErrorName } from '../contract/error-codes.ts';
import { syncFolder } from '../files/sync-folder.ts';
import { temporaryPathBeside } from '../files/temporary-path.ts';
import { writeError } from '../files/write-error.ts';
import type { ImageRange } from '../translator/adopt-model.ts';
import { failedFor, inspectTranslator, type InspectedTranslator } from './inspect-translator.ts';
import { openSource, type ModelSource } from './model-source.ts';
import type { RunTask } from './task.ts';

/** What a model file is, what is in it, and everything that keeps it from being used. */
export interface InspectedModel extends Pick<ModelSource, 'card' | 'about' | 'facts' | 'range' | 'samples'> {
  /** Null where that could not be told. */
  readonly kind: ModelSource['kind'] | null;
  readonly sizeBytes: number;
  /** One, or both directions of a package; none when the file could not be read that far. */
  readonly translators: readonly InspectedTranslator[];
  readonly problems: readonly string[];
  /** Of the first problem; null where there is none. */
  readonly reason: ErrorName | null;
}

export interface InspectModelInput {
  readonly path: string;
  /** Where translators are kept; what has to be written meanwhile lies in a temporary folder there. */
  readonly folder: string;
  /** Keeps the translators there, under names made of their hashes, if they can be used. */
  readonly isKept?: boolean;
  /** Which values a model of another program is for; guessed when absent. */
  readonly range?: ImageRange | undefined;
}

/**
 * Checks a model file and translates a test picture with every translator in it; what is kept is what was checked, and
 * nothing is left behind otherwise. Throws `model-not-found`, `cancelled`, `disk-full`, `write-failed`.
 */
export const run: RunTask<InspectModelInput, InspectedModel> = async (input, { signal }) => {
  const { path, folder, isKept = false, range = null } = input;
  const found = await stat(path).catch(() => undefined);
  if (!found?.isFile())
    throw new CoreError('model-not-found', `There is no model file "${path}". Choose it again.`, { path });
  const temporary = temporaryPathBeside(join(folder, 'model'));
  let isMade = false;
  const scratch = async () => {
    if (!isMade) await mkdir(temporary);
    isMade = true;
    return temporary;
  };
  try {
    const { files, ...facts } = await inspect(path, { scratch, isCopied: isKept, range }, signal);
    const inspected = { sizeBytes: found.size, ...facts };
    if (isKept && facts.problems.length === 0) await keep(inspected, files, folder);
    return inspected;
  } catch (error) {
    throw error instanceof CoreError ? error : writeError(error, folder, 0);
  } finally {
    if (isMade) await rm(temporary, { recursive: true, force: true });
  }
};

/** What an imported translator is called in the library. */
export function importedName(sha256: string): string {
  return `imported-${sha256.slice(0, 16)}.onnx`;
}

const nothing = {
  ...{ kind: null, card: null, about: null, facts: [], range: null },
  ...{ samples: [], translators: [], files: [] },
};

type Inspected = Omit<InspectedModel, 'sizeBytes'> & { readonly files: readonly string[] };

async function inspect(
  path: string,
  options: Parameters<typeof openSource>[1],
  signal: AbortSignal,
): Promise<Inspected> {
  const source = await openSource(path, options).catch(failedFor);
  if (!('kind' in source)) return { ...nothing, ...source };
  const translators: InspectedTranslator[] = [];
  for (const file of source.translators) translators.push(await inspectTranslator(file, signal));
  const { problems: known, translators: files, ...told } = source;
  const first = translators.find(({ reason }) => reason !== null);
  const ways = translators.flatMap(({ manifest }) => manifest?.direction ?? []);
  const isTwice = new Set(ways).size < ways.length;
  const problems = [
    ...known,
    ...translators.flatMap((each) => each.problems),
    ...(isTwice ? ['both of its translators go the same way'] : []),
  ];
  const reason = known.length > 0 ? 'refused-model' : (first?.reason ?? (isTwice ? 'refused-archive' : null));
  return { ...told, translators, files, problems, reason };
}

async function keep(
  { translators }: InspectedModel,
  files: readonly string[],
  folder: string,
): Promise<void> {
  for (const [index, { sha256 }] of translators.entries())
    await rename(files[index]!, join(folder, importedName(sha256)));
  await syncFolder(folder);
}
