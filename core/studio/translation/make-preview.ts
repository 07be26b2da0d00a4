import type { PhotoRow } from '../../catalog/photos.ts';
import { CoreError } from '../../contract/core-error.ts';
import type { Look } from '../../contract/translation-contract.ts';
import type { House } from '../house.ts';
import { translatorOf } from '../styles/find-style.ts';
import { asMissing } from './photo-source.ts';
import type { MadePreview, PreviewDesk, PreviewOrder } from './preview-desk.ts';
import { photoFile } from '../../services/photo-file.ts';
import { findPhoto } from '../photos/find-photo.ts';

export interface PreviewRequest {
  readonly photoId: number;
  readonly look: Look;
  readonly longSidePixels: number;
  readonly slot: string;
}

export interface PreviewAnswer {
  readonly address: string;
  readonly widthPixels: number;
  readonly heightPixels: number;
  readonly seconds: number;
  readonly device: string;
}

/** Throws `photo-not-found`, `model-not-found`, `photo-missing`, `cancelled`, and what reading and translating throw. */
export async function makePreview(
  house: House,
  desk: PreviewDesk,
  { photoId, look, longSidePixels, slot }: PreviewRequest,
  signal: AbortSignal,
): Promise<PreviewAnswer> {
  const startedAt = performance.now();
  const photo = findPhoto(house.catalog, photoId);
  const { styleId, direction, strength } = look;
  const translator = translatorOf(house.catalog, styleId, direction);
  const order = { ...sourceOf(house, photo), translator, longSidePixels, strength };
  const { key, size } = await desk.preview(order, slot, signal).catch((error: unknown) => {
    throw asMissing(error, photo);
  });
  const seconds = (performance.now() - startedAt) / 1000;
  return { address: `preview/${key}`, ...(size ?? sizeOf(photo, longSidePixels)), seconds, device: 'CPU' };
}

function sourceOf(house: House, photo: PhotoRow): Pick<PreviewOrder, 'photo'> {
  return { photo: { path: photoFile(photo, house), key: photo.sha256 } };
}

/** The size of a preview that had been made before. */
function sizeOf(
  { widthPixels, heightPixels, name }: PhotoRow,
  longSidePixels: number,
): Pick<PreviewAnswer, 'widthPixels' | 'heightPixels'> {
  if (widthPixels === null || heightPixels === null)
    throw new CoreError('unreadable-image', `"${name}" has not been read yet. Try again in a moment.`);
  const scale = Math.min(1, longSidePixels / Math.max(widthPixels, heightPixels));
  const scaled = (pixels: number) => Math.max(1, Math.round(pixels * scale));
  return { widthPixels: scaled(widthPixels), heightPixels: scaled(heightPixels) };
}

const lookPixels = 128;

/** A photo in a style as its card shows it, whole. */
export function lookAt(
  house: House,
  desk: PreviewDesk,
  { photoId, styleId, direction }: Pick<Look, 'styleId' | 'direction'> & { readonly photoId: number },
  signal: AbortSignal,
): Promise<MadePreview> {
  const translator = translatorOf(house.catalog, styleId, direction);
  const order = { ...sourceOf(house, findPhoto(house.catalog, photoId)), translator };
  return desk.look({ ...order, longSidePixels: lookPixels, strength: 1 }, signal);
}
