import { access } from 'node:fs/promises';
import { extname } from 'node:path';
import { CoreError } from '../../contract/core-error.ts';
import type { Direction } from '../../contract/events.ts';
import type { House } from '../house.ts';
import type { PictureRoutes, ServedFile, ServePicture } from '../picture.ts';
import { translatorOf } from '../styles/find-style.ts';
import { resultFile } from '../../services/photo-file.ts';
import { styleSample } from '../../services/style-sample.ts';
import { lookAt } from './make-preview.ts';
import type { PreviewDesk } from './preview-desk.ts';
import { previewFile } from './preview-files.ts';

const samplePixels = 256;

/** Previews, results, and what the cards of styles show. */
export function lookRoutes(house: House, desk: PreviewDesk): PictureRoutes {
  return {
    preview: async ([key = '']) => {
      if (!/^[0-9a-f]{64}$/.test(key)) return undefined;
      const path = previewFile(house.library, key);
      return access(path).then(
        () => served(path, true),
        () => undefined,
      );
    },
    look: onDirection(async ([styleId, direction, photoId], signal) => {
      const asked = { styleId, direction, photoId };
      const { path } = await lookAt(house, desk, asked, signal);
      return served(path, false);
    }),
    result: ([resultId = '']) => Promise.resolve(serveResult(house, Number(resultId))),
    'style-before': onDirection(([styleId, direction], signal) =>
      onSample(house, desk, { styleId, direction, strength: 0 }, signal),
    ),
    'style-after': onDirection(([styleId, direction], signal) =>
      onSample(house, desk, { styleId, direction, strength: 1 }, signal),
    ),
  };
}

type Parts = readonly [styleId: number, direction: Direction, photoId: number];

/** What is not there (any more) is answered with nothing; what goes wrong otherwise is told. */
function onDirection(serve: (parts: Parts, signal: AbortSignal) => Promise<ServedFile>): ServePicture {
  return async ([styleId, direction, photoId = '1'], signal) => {
    if (direction !== 'a-to-b' && direction !== 'b-to-a') return undefined;
    const numbers = [Number(styleId), Number(photoId)] as const;
    if (!numbers.every((number) => Number.isSafeInteger(number) && number > 0)) return undefined;
    try {
      return await serve([numbers[0], direction, numbers[1]], signal);
    } catch (error) {
      if (error instanceof CoreError) return undefined;
      throw error;
    }
  };
}

async function onSample(
  house: House,
  desk: PreviewDesk,
  look: { readonly styleId: number; readonly direction: Direction; readonly strength: number },
  signal: AbortSignal,
): Promise<ServedFile> {
  const { name, path: sample } = styleSample(house.resources, look.direction);
  const photo = { path: sample, key: `sample ${name}` };
  const translator = translatorOf(house.catalog, look.styleId, look.direction);
  const order = { translator, photo, longSidePixels: samplePixels, strength: look.strength };
  const { path } = await desk.look(order, signal);
  return served(path, false);
}

const contentTypes: Readonly<Record<string, string>> = { '.jpg': 'image/jpeg', '.tiff': 'image/tiff' };

/** A result's own file. */
function serveResult(house: House, resultId: number): ServedFile | undefined {
  const result = house.catalog.results.get(resultId);
  if (result === undefined) return undefined;
  const path = resultFile(result, house);
  const ending = extname(path);
  return { path, contentType: contentTypes[ending] ?? `image/${ending.slice(1)}`, isImmutable: true };
}

function served(path: string, isImmutable: boolean): ServedFile {
  return { path, contentType: 'image/webp', isImmutable };
}
