import { CoreError } from '../../contract/core-error.ts';
import type { Look } from '../../contract/translation-contract.ts';
import type { House } from '../house.ts';
import { findPhoto } from '../photos/find-photo.ts';
import { styleOf, translatorOf } from '../styles/find-style.ts';
import type { AddTranslations, PhotoWish } from './add-translations.ts';
import { inSlices } from './photo-source.ts';
import { shownPhoto, type ShownPhoto } from './shown-photo.ts';
import { translationLabel, type Wish } from './translate-job.ts';

export interface TranslationOrder {
  readonly photoIds: readonly number[];
  readonly look: Look;
  readonly isUrgent: boolean;
}

/** What of a recipe is taken over; what is null stays as each photo shows it. */
export interface RecipeParts {
  readonly photoIds: readonly number[];
  readonly style: Pick<Look, 'styleId' | 'direction'> | null;
  readonly strength: number | null;
}

/** Adds a job for each photo, in one group. Throws `photo-not-found`, `model-not-found`; then nothing was added. */
export async function startTranslation(
  house: House,
  add: AddTranslations,
  { photoIds, look, isUrgent }: TranslationOrder,
): Promise<{ jobIds: number[]; groupId: string }> {
  const wish = wishOf(house, look);
  const photos = await inSlices([...new Set(photoIds)], (photoId) => findPhoto(house.catalog, photoId));
  const wishes = photos.map((photo) => ({ photo, wish }));
  return add({ wishes, label: translationLabel(wish, photos), isUrgent });
}

/**
 * Gives photos some of how another one looks. Without a style, those that show their original are passed over. Throws
 * `photo-not-found`, `model-not-found`, and `nothing-to-do` where nothing is left.
 */
export async function pasteRecipe(
  house: House,
  add: AddTranslations,
  { photoIds, style, strength }: RecipeParts,
): Promise<{ jobIds: number[]; groupId: string; passedOver: number }> {
  const given = style && wishOf(house, { ...style, strength: 1 });
  const ids = [...new Set(photoIds)];
  const found = await inSlices(ids, (photoId): PhotoWish | undefined => {
    const shown = shownPhoto(house, photoId);
    const own = ownWish(house, shown);
    const base = given ?? own;
    return base && { photo: shown.photo, wish: { ...base, strength: strength ?? own?.strength ?? 1 } };
  });
  const wishes = found.filter((wish) => wish !== undefined);
  const [first] = wishes;
  if (first === undefined)
    throw new CoreError(
      'nothing-to-do',
      'These photos show their originals, which have no strength. Choose photos that show a result, or paste the style as well.',
    );
  const label =
    wishes.length === 1
      ? translationLabel(first.wish, [first.photo])
      : `Paste a recipe on ${wishes.length} photos`;
  return { ...(await add({ wishes, label, isUrgent: false })), passedOver: ids.length - wishes.length };
}

/** A look as results are known by. Throws `model-not-found`. */
export function wishOf({ catalog }: House, { styleId, direction, strength }: Look): Wish {
  const { name: styleName } = styleOf(catalog, styleId);
  const { sha256: translatorSha256 } = translatorOf(catalog, styleId, direction);
  return { styleName, translatorSha256, direction, strength };
}

/** How a photo looks; undefined where it shows its original, or its style is gone. */
function ownWish({ catalog }: House, { result }: ShownPhoto): Wish | undefined {
  if (result === undefined) return undefined;
  const { styleName, translatorSha256, direction, parameters } = result;
  if (catalog.translators.bySha256(translatorSha256) === undefined) return undefined;
  const { strength } = parameters;
  return { styleName, translatorSha256, direction, strength: typeof strength === 'number' ? strength : 1 };
}
