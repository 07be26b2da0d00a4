import { access, rm } from 'node:fs/promises';
import { join, relative, resolve } from 'node:path';
import type { PhotoRow } from '../../catalog/photos.ts';
import { recipeSha256, type Recipe } from '../../catalog/recipe-sha256.ts';
import type { LibraryResult } from '../../catalog/results.ts';
import { CoreError } from '../../contract/core-error.ts';
import type { Direction } from '../../contract/events.ts';
import type { JobKind, JobOutcome, JobWork } from '../../jobs/job-kind.ts';
import { translatorFile } from '../../services/translator-file.ts';
import type { TranslatedPhoto } from '../../work/translate-photo-task.ts';
import type { EffectKind } from '../actions/actions.ts';
import type { House } from '../house.ts';
import { asMissing, assertPixels, pixelLimit } from './photo-source.ts';
import { photoFile } from '../../services/photo-file.ts';
import { findPhoto } from '../photos/find-photo.ts';
import { holdWhenFull } from './hold-when-full.ts';
import { placeResult, type GroupPlace } from './translation-effect.ts';

/** How a photo is to look. */
export interface Wish {
  readonly styleName: string;
  readonly translatorSha256: string;
  readonly direction: Direction;
  readonly strength: number;
}

/** One photo in one look, at full size. */
export interface TranslatePayload extends Wish {
  readonly photoId: number;
  /** Of the action that its result belongs to. */
  readonly groupId: string;
}

/** Results keep everything of their photo; what leaves the library is decided at export. */
const output = { keepMetadata: 'all', quality: 95 } as const;

/** Translates a photo into its history. The same photo, style and strength always give the same file. */
export function translateJob(house: House, effect: EffectKind<GroupPlace>): JobKind<TranslatePayload> {
  return {
    kind: 'translate',
    resource: 'translator',
    canPause: false,
    afterCrash: 'requeue',
    async run(payload, work) {
      const photo = findPhoto(house.catalog, payload.photoId);
      const known = await knownResult(house, photo, payload);
      const result = known ?? (await newResult(house, photo, payload, work));
      if (work.signal.aborted) throw new CoreError('cancelled', 'The translation was cancelled.');
      const { id: resultId } = result;
      if (house.catalog.results.shownOf(photo.id) !== resultId || result.trashedMs !== null) {
        const { groupId } = payload;
        placeResult(house, effect, {
          ...{ groupId, resultId, photoId: photo.id },
          label: translationLabel(payload, [photo]),
        });
      }
      return outcomeOf(result, known !== undefined);
    },
    async undo(payload) {
      house.catalog.actions.forgetIdle(payload.groupId);
      const photo = house.catalog.photos.get(payload.photoId);
      if (photo === undefined || house.catalog.results.known(photo.id, recipeOf(payload))) return;
      const name = nameOf(photo, payload);
      for (const ending of ['jpg', 'png', 'webp', 'tiff', 'avif'])
        await rm(join(house.library.results, `${name}.${ending}`), { force: true });
    },
  };
}

/** What it is called in the queue and when it is undone. */
export function translationLabel({ styleName }: Wish, photos: readonly PhotoRow[]): string {
  const [only] = photos;
  const what = photos.length === 1 && only !== undefined ? only.name : `${photos.length} photos`;
  return `Translate ${what} into ${styleName}`;
}

/** What the catalog knows a result by. */
export function recipeOf({ translatorSha256, direction, strength }: Wish): Recipe {
  return { translatorSha256, parameters: { direction, strength, ...output } };
}

function nameOf({ id }: PhotoRow, payload: TranslatePayload): string {
  return `${id}-${recipeSha256(recipeOf(payload)).slice(0, 20)}`;
}

/** What was made of the photo before with the same recipe, if its file is still there. */
async function knownResult(
  { catalog, library }: House,
  { id }: PhotoRow,
  payload: TranslatePayload,
): Promise<LibraryResult | undefined> {
  const known = catalog.results.known(id, recipeOf(payload));
  if (known === undefined) return undefined;
  return access(resolve(library.root, known.outputPath)).then(
    () => known,
    () => undefined,
  );
}

async function newResult(
  house: House,
  photo: PhotoRow,
  payload: TranslatePayload,
  { signal, report }: JobWork,
): Promise<LibraryResult> {
  assertPixels(house, photo);
  report({ stage: 'Translating', fraction: 0 });
  const made = await house.engines
    .run(
      'translator',
      'translate-photo',
      {
        ...output,
        translator: sourceOf(house, payload),
        photo: photoFile(photo, house),
        strength: payload.strength,
        pixelLimit: pixelLimit(house),
        folder: house.library.results,
        name: nameOf(photo, payload),
      },
      { signal, onNews: ({ fraction }) => report({ fraction }) },
    )
    .catch((error: unknown) => {
      throw holdWhenFull(house, asMissing(error, photo));
    });
  if (signal.aborted) throw new CoreError('cancelled', 'The translation was cancelled.');
  return record(house, photo, payload, made);
}

function sourceOf(house: House, { translatorSha256, styleName }: TranslatePayload) {
  const row = house.catalog.translators.bySha256(translatorSha256);
  if (row !== undefined) return { path: translatorFile(row, house), sha256: row.sha256 };
  const message = `The style "${styleName}" has changed or is gone since this was asked for. Translate the photo again.`;
  throw new CoreError('model-not-found', message, { styleName });
}

function record(
  { catalog, library }: House,
  photo: PhotoRow,
  payload: TranslatePayload,
  { path, sha256, widthPixels, heightPixels, seconds }: TranslatedPhoto,
): LibraryResult {
  rememberSpeed({ catalog }, payload, { megapixels: (widthPixels * heightPixels) / 1e6, seconds });
  return catalog.results.add({
    ...recipeOf(payload),
    photoId: photo.id,
    parentId: null,
    outputPath: relative(library.root, path),
    outputSha256: sha256,
    styleName: payload.styleName,
    direction: payload.direction,
    widthPixels,
    heightPixels,
    seconds,
  });
}

const leastMegapixels = 0.5; // below, opening and writing take most of the time

/** Every translation measures its style; the newest weighs as much as all before. */
function rememberSpeed(
  { catalog }: Pick<House, 'catalog'>,
  { translatorSha256 }: TranslatePayload,
  { megapixels, seconds }: { readonly megapixels: number; readonly seconds: number },
): void {
  const row = catalog.translators.bySha256(translatorSha256);
  const style = row && catalog.styles.get(row.styleId);
  if (style === undefined || megapixels < leastMegapixels) return;
  const speed = megapixels / seconds;
  catalog.styles.setSpeed(style.id, (speed + (style.megapixelsPerSecond ?? speed)) / 2);
}

function outcomeOf({ id, photoId, seconds }: LibraryResult, isKnown: boolean): JobOutcome {
  const took = seconds === null ? '' : `${seconds.toFixed(1)} s`;
  const summary = isKnown ? 'It had been translated so before.' : took;
  return { summary, outcome: { resultId: id, photoId } };
}
