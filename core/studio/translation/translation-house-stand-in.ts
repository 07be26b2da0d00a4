import { copyFileSync, mkdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { sha256OfFile } from '../../files/sha256-of-file.ts';
import { temporaryFolder } from '../../files/temporary-folder-stand-in.ts';
import { inspectImage } from '../../image/inspect-image.ts';
import { writePicture } from '../../image/pictures-stand-in.ts';
import { generatorBytes, translatorFile } from '../../translator/translators-stand-in.ts';
import { actionsPart } from '../actions/actions-part.ts';
import { openHouse, type TestHouse } from '../house-stand-in.ts';
import { translationPart } from './translation-part.ts';

export interface TranslationHouse extends TestHouse {
  /** Listed in the library; a drawn PNG unless `path` is given. Returns its id. */
  addPhoto(options?: {
    readonly path?: string;
    readonly seed?: number;
    readonly name?: string;
  }): Promise<number>;
  /** The file becomes a style from day to dusk. Returns its id. */
  addStyle(options?: { readonly content?: Uint8Array; readonly name?: string }): Promise<number>;
}

export const call = { signal: new AbortController().signal };

/** A real house that can translate. */
export async function openTranslationHouse(root: string = temporaryFolder()): Promise<TranslationHouse> {
  const resources = join(temporaryFolder(), 'resources');
  mkdirSync(join(resources, 'sample-photos'), { recursive: true });
  for (const name of ['two-boats.jpg', 'evening-harbour.jpg'])
    await writePicture(join(resources, 'sample-photos', name), 7);
  const test = await openHouse([actionsPart, translationPart], { root, resources });
  const { catalog, library } = test.house;
  return {
    ...test,
    async addPhoto({ seed = 1, path, name = 'IMG_1.png' } = {}) {
      const file = path ?? join(temporaryFolder(), name);
      if (path === undefined) await writePicture(file, seed, 61, 43);
      const facts = { sha256: await sha256OfFile(file), sizeBytes: statSync(file).size };
      const { format, widthPixels, heightPixels } = await inspectImage(file);
      const shape = {
        format,
        widthPixels,
        heightPixels,
        camera: null,
        colourProfile: null,
        tags: [],
        takenMs: 0,
      };
      const photo = { path: file, name, place: 'linked', ...facts, ...shape } as const;
      return catalog.imports.addPhotos(catalog.imports.add(), [photo])[0]!.id;
    },
    async addStyle({ content = generatorBytes(), name = 'Evening' } = {}) {
      const sha256Source = await translatorFile(content);
      const file = join(library.translators, `${name}.onnx`);
      copyFileSync(sha256Source, file);
      const row = catalog.translators.add({
        ...{ name, file: `translators/${name}.onnx`, sha256: await sha256OfFile(file) },
        ...{ runId: null, step: null, direction: 'a-to-b', domainA: 'Day', domainB: 'Dusk' },
        ...{ licence: 'MIT', origin: 'imported' },
      });
      return row.styleId;
    },
  };
}
