import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { CoreError } from '../contract/core-error.ts';
import { encodePhoto } from './encode-photo.ts';
import { inspectImage } from './inspect-image.ts';
import { openPhoto } from './open-photo.ts';
import { meanDifference } from './pictures-stand-in.ts';
import { decodeTrainingBytes } from './read-training-image.ts';
import { surveyPicture } from './survey-picture.ts';

/** Real files beside the checkout; where they are missing, these tests are skipped. */
const data = fileURLToPath(new URL('../../../shared/data', import.meta.url));

function filesIn(...folders: readonly string[]): string[] {
  return folders
    .map((folder) => join(data, folder))
    .filter((folder) => existsSync(folder))
    .flatMap((folder) => readdirSync(folder).map((name) => join(folder, name)))
    .filter((path) => statSync(path).isFile());
}

const outcome = (path: string, work: (path: string) => Promise<unknown>) =>
  work(path).then(
    () => 'ok',
    (error: unknown) => {
      if (error instanceof CoreError) return error.reason;
      throw error;
    },
  );

describe('real files', () => {
  const broken = filesIn('broken', 'broken/made', 'broken/bombs');
  test.skipIf(broken.length === 0)(
    'no broken or hostile file crashes or takes 5 seconds (S-28)',
    async () => {
      for (const path of broken) {
        const startMs = performance.now();
        await outcome(path, surveyPicture);
        await outcome(path, openPhoto);
        expect(performance.now() - startMs, path).toBeLessThan(5000);
      }
    },
  );

  const unreadable = filesIn('photos/formats', 'photos/raw').filter((path) =>
    /\.(hei[cf]|jxl|jp2|pgm|cr2|dng)$/i.test(path),
  );
  test.skipIf(unreadable.length === 0)('formats that are not read are refused as such', async () => {
    for (const path of unreadable) expect(await outcome(path, openPhoto), path).toBe('unsupported-format');
  });

  const readable = filesIn('photos/formats').filter(
    (path) => !/\.(hei[cf]|jxl|jp2|pgm)$|alpha_video|Lab/i.test(path),
  );
  test.skipIf(readable.length === 0)(
    'other formats and colour spaces decode at the size of their header',
    async () => {
      for (const path of readable) {
        const { widthPixels, heightPixels } = await inspectImage(path);
        expect(await openPhoto(path), path).toMatchObject({ widthPixels, heightPixels, warnings: [] });
      }
    },
  );

  const turned = filesIn('photos/orientation');
  test.skipIf(turned.length === 0)('the eight orientations of one picture come out alike', async () => {
    const first = await decodeTrainingBytes(turned[0]!, 64);
    for (const path of turned) {
      expect(meanDifference(first, await decodeTrainingBytes(path, 64)), path).toBeLessThan(8);
      const photo = await openPhoto(path);
      const result = await encodePhoto(photo, photo.rgb);
      expect(await inspectImage(result), path).toMatchObject({
        widthPixels: 600,
        heightPixels: 450,
        orientation: 1,
      });
    }
  });
});
