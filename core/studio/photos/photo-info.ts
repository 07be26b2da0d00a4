import type { Catalog } from '../../catalog/open-catalog.ts';
import type { LibraryResult } from '../../catalog/results.ts';
import type { TranslatorRow } from '../../catalog/translators.ts';
import type { PhotoInfo, Result } from '../../contract/photos-contract.ts';
import { findPhoto } from './find-photo.ts';

/** Everything that is known of a photo, and where what it shows comes from. Throws `photo-not-found`. */
export function photoInfo(catalog: Catalog, photoId: number): PhotoInfo {
  const photo = findPhoto(catalog, photoId);
  const results = catalog.results.ofPhoto(photoId);
  const shown = results.find(({ id }) => id === photo.currentResultId);
  return {
    ...catalog.photoPages.card(photoId)!, // it was just found
    format: photo.format,
    sizeBytes: photo.sizeBytes,
    sha256: photo.sha256,
    camera: photo.camera,
    colourProfile: photo.colourProfile,
    tags: JSON.parse(photo.tags) as string[],
    place: photo.place,
    albums: [...catalog.albums.ofPhoto(photoId)],
    importedMs: photo.createdMs,
    history: results.map((result) => resultOf(catalog, result, result === shown)),
    lineage: shown === undefined ? [] : [...lineageOf(catalog, shown, photo.name)],
  };
}

function resultOf(catalog: Catalog, result: LibraryResult, isCurrent: boolean): Result {
  const { id, photoId, styleName, direction, widthPixels, heightPixels, createdMs, seconds } = result;
  return {
    id,
    photoId,
    styleName,
    styleId: catalog.translators.bySha256(result.translatorSha256)?.styleId ?? null,
    direction,
    strength: strengthOf(result),
    widthPixels,
    heightPixels,
    createdMs,
    isCurrent,
    seconds,
  };
}

function strengthOf({ parameters }: LibraryResult): number {
  const { strength } = parameters;
  return typeof strength === 'number' ? strength : 1;
}

/** "Day → Dusk". */
function wayOf(
  { domainA, domainB }: Pick<TranslatorRow, 'domainA' | 'domainB'>,
  direction: LibraryResult['direction'],
): string {
  return direction === 'a-to-b' ? `${domainA} → ${domainB}` : `${domainB} → ${domainA}`;
}

type Link = PhotoInfo['lineage'][number];

function lineageOf(catalog: Catalog, result: LibraryResult, photoName: string): readonly Link[] {
  const translator = catalog.translators.bySha256(result.translatorSha256);
  const run = typeof translator?.runId !== 'number' ? undefined : catalog.runs.get(translator.runId);
  const dataset =
    typeof run?.datasetVersionId !== 'number' ? undefined : catalog.datasets.get(run.datasetVersionId);
  const style = `${result.styleName}, ${Math.round(strengthOf(result) * 100)} %`;
  const links: readonly (Link | undefined)[] = [
    { label: 'Photo', value: photoName },
    { label: 'Style', value: style },
    translator && {
      label: 'Direction',
      value: wayOf(translator, result.direction),
    },
    { label: 'Translator', value: result.translatorSha256.slice(0, 12) },
    run && {
      label: 'Training',
      value: typeof translator?.step !== 'number' ? run.name : `${run.name}, step ${translator.step}`,
    },
    dataset && {
      label: 'Learnt from',
      value: `${dataset.name}, version ${dataset.version}: ${dataset.imagesA} and ${dataset.imagesB} pictures`,
    },
  ];
  return links.filter((link) => link !== undefined);
}
