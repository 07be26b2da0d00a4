import { access, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import type { PhotoRow } from '../../catalog/photos.ts';
import { CoreError } from '../../contract/core-error.ts';
import { contentPath } from '../../files/content-path.ts';
import { photoFile, resultFile } from '../../services/photo-file.ts';
import type { House } from '../house.ts';
import type { PictureRoutes, ServedFile, ServePicture } from '../picture.ts';
import { SharedWork } from './shared-work.ts';
import { ViewBudget } from './view-budget.ts';

const sizes = {
  thumbs: { longSidePixels: 320, quality: 80 },
  views: { longSidePixels: 2048, quality: 88 },
} as const;
type Size = keyof typeof sizes;

/** What views of photos and results may take of the disk. */
const viewBytes = 2 * 1024 ** 3;

interface Original {
  readonly source: string;
  readonly sha256: string;
  /** Told what is wrong with the original. */
  readonly onFault: (error: CoreError) => void;
}

/** Thumbnails and views of photos and results, made when they are first asked for. */
export function photoPictures(house: House, mostViewBytes = viewBytes): PictureRoutes {
  const serve = server(house, mostViewBytes);
  const photo = (size: Size) => route((id, signal) => serve(size, photoOriginal(house, id), signal));
  const result = (size: Size) => route((id, signal) => serve(size, resultOriginal(house, id), signal));
  return {
    thumb: photo('thumbs'),
    view: photo('views'),
    'result-thumb': result('thumbs'),
    'result-view': result('views'),
  };
}

function route(serve: (id: number, signal: AbortSignal) => Promise<ServedFile | undefined>): ServePicture {
  return async ([id, ...rest], signal) =>
    rest.length === 0 && id !== undefined && /^\d{1,15}$/.test(id)
      ? await serve(Number(id), signal)
      : undefined;
}

type Serve = (
  size: Size,
  original: Original | undefined,
  signal: AbortSignal,
) => Promise<ServedFile | undefined>;

function server({ library, engines }: House, mostViewBytes: number): Serve {
  const works = new SharedWork<number>();
  const budget = new ViewBudget(join(library.cache, 'views'), mostViewBytes);
  return async (size, original, signal) => {
    if (original === undefined) return undefined;
    const { source, sha256, onFault } = original;
    const target = contentPath(join(library.cache, size), sha256, '.webp');
    const served = { path: target, contentType: 'image/webp', isImmutable: true };
    if (await isThere(target)) {
      const now = new Date();
      if (size === 'views') await utimes(target, now, now).catch(() => undefined); // for the budget; not worth failing
      return served;
    }
    const order = { source, sha256, target, ...sizes[size] };
    try {
      const bytes = await works.run(target, signal, (workSignal) =>
        engines.run('pictures', 'small-picture', order, { signal: workSignal }),
      );
      if (size === 'views') await budget.added(bytes);
      return served;
    } catch (error) {
      if (!(error instanceof CoreError)) throw error;
      onFault(error);
      return undefined;
    }
  };
}

function photoOriginal(house: House, id: number): Original | undefined {
  const photo = house.catalog.photos.get(id);
  if (photo === undefined) return undefined;
  return {
    source: photoFile(photo, house),
    sha256: photo.sha256,
    onFault: (error) => notePhotoFault(house, photo, error),
  };
}

function resultOriginal(house: House, id: number): Original | undefined {
  const result = house.catalog.results.get(id);
  if (result === undefined) return undefined;
  return { source: resultFile(result, house), sha256: result.outputSha256, onFault: () => undefined };
}

const faultsOfOriginals: ReadonlySet<string> = new Set([
  'file-changed',
  'unreadable-image',
  'truncated-image',
]);

/** Marks a photo whose original is gone or holds something else; the page shows it. */
function notePhotoFault({ catalog, changes }: House, { id, missing }: PhotoRow, error: CoreError): void {
  const isMissing = error.reason === 'file-not-found';
  if (catalog.readOnly || (!isMissing && !faultsOfOriginals.has(error.reason))) return;
  if (isMissing && missing === 1) return;
  const values = isMissing ? { missing: 1 } : { problem: error.message };
  catalog.libraryChanges.apply([{ what: 'photos', ids: [id], values }]);
  changes.publish({ topic: 'photos', ids: [id] });
}

async function isThere(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
