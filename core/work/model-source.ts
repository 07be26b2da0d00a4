import { copyFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { openPackage } from '../archive/open-package.ts';
import type { PackageCard } from '../archive/package-manifest.ts';
import { CoreError } from '../contract/core-error.ts';
import { readHead } from '../files/read-head.ts';
import { writeSynced } from '../files/write-synced.ts';
import { smallPicture } from '../image/small-picture.ts';
import type { ImageRange } from '../translator/adopt-model.ts';
import type { ModelFact } from '../translator/describe-model.ts';
import { adoptForeign, isOwnTranslator } from './adopt-foreign.ts';
import { convertWeights, type WeightsKind } from './convert-weights.ts';
import type { PicturePair } from './inspect-translator.ts';
import { kindHeadBytes, modelKindOf, type ModelKind } from './model-kind.ts';

/** What a model file holds, as translators that can be looked at. */
export interface ModelSource {
  readonly kind: ModelKind;
  /** The .onnx files: the file itself, or what was made of it. */
  readonly translators: readonly string[];
  /** What a package says about its style. */
  readonly card: PackageCard | null;
  /** What weights were recognised as, in words; null for what says so itself. */
  readonly about: string | null;
  /** What was found in a model of another program. */
  readonly facts: readonly ModelFact[];
  /** Which values it is taken to be for; null for what says so itself. */
  readonly range: ImageRange | null;
  /** Why there are no translators. */
  readonly problems: readonly string[];
  /** What its maker shows. */
  readonly samples: readonly PicturePair[];
}

export interface SourceOptions {
  /** Makes a folder for what has to be written, when it is first asked for. */
  readonly scratch: () => Promise<string>;
  /** The translators must be copies. */
  readonly isCopied: boolean;
  /** Of a model of another program; guessed when null. */
  readonly range: ImageRange | null;
}

const samplePixels = 256;
const nothingElse = { card: null, about: null, facts: [], range: null, problems: [], samples: [] };

/** Reads a model file by what it holds, whatever it is called. Throws `refused-model`, `refused-archive`, `refused-pickle`, `newer-package`. */
export async function openSource(path: string, options: SourceOptions): Promise<ModelSource> {
  const kind = modelKindOf(await readHead(path, kindHeadBytes)) ?? kindByName(path);
  switch (kind) {
    case 'package':
      return fromPackage(path, await options.scratch());
    case 'onnx':
      return (await isOwnTranslator(path))
        ? { ...nothingElse, kind, translators: [await ownCopy(path, options)] }
        : fromForeign(path, options);
    case 'safetensors':
    case 'pytorch':
    case 'pickle':
      return fromWeights(path, kind, await options.scratch());
    default:
      throw unknownFile();
  }
}

/** A pickle of the first protocols begins like any text; it is looked at as one so that what it would run is named. */
function kindByName(path: string): ModelKind | undefined {
  return /\.(pt|pth|pkl|pickle|ckpt)$/i.test(path) ? 'pickle' : undefined;
}

async function fromForeign(path: string, { scratch, range: wanted }: SourceOptions): Promise<ModelSource> {
  const { path: made, range, facts, problems } = await adoptForeign(path, wanted, await scratch());
  const about = 'a network of another program that turns a picture into one of its size';
  return {
    ...nothingElse,
    kind: 'onnx',
    about,
    translators: made === null ? [] : [made],
    range,
    facts,
    problems,
  };
}

async function fromWeights(path: string, kind: WeightsKind, folder: string): Promise<ModelSource> {
  const converted = await convertWeights(path, kind, folder);
  return { ...nothingElse, kind, translators: [converted.path], about: converted.about };
}

async function ownCopy(path: string, { isCopied, scratch }: SourceOptions): Promise<string> {
  if (!isCopied) return path;
  const copy = join(await scratch(), 'a.onnx');
  await copyFile(path, copy);
  return copy;
}

/** Everything is checked against its hash before any of it is used. */
async function fromPackage(path: string, folder: string): Promise<ModelSource> {
  const opened = await openPackage(path);
  try {
    const { card, translators, samples, files } = opened.manifest;
    for (const file of Object.keys(files))
      await writeSynced(join(folder, basename(file)), await opened.read(file));
    return {
      ...nothingElse,
      kind: 'package',
      translators: translators.map(({ file }) => join(folder, basename(file))),
      card,
      samples: await shown(
        samples.map(({ before, after }) => [before, after]),
        folder,
      ),
    };
  } finally {
    await opened.close();
  }
}

/** Decoded and encoded anew, as all pictures are; those that cannot be read are left out. */
async function shown(pairs: readonly (readonly string[])[], folder: string): Promise<readonly PicturePair[]> {
  const found = pairs.map(async (pair) => {
    const [before, after] = await Promise.all(
      pair.map(async (file) =>
        (await smallPicture(join(folder, basename(file)), samplePixels)).toString('base64'),
      ),
    );
    return { before: before!, after: after! };
  });
  return (await Promise.allSettled(found)).flatMap((each) =>
    each.status === 'fulfilled' ? [each.value] : [],
  );
}

function unknownFile(): CoreError {
  const message =
    'it is not a model that Diptych knows: a .diptych package, an .onnx file, or .safetensors or .pth weights';
  return new CoreError('refused-model', message, { problems: [message] });
}
