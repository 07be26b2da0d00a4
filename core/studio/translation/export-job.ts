import { mkdir } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { PhotoRow } from '../../catalog/photos.ts';
import type { LibraryResult } from '../../catalog/results.ts';
import { CoreError } from '../../contract/core-error.ts';
import type { ExportPreset } from '../../contract/translation-contract.ts';
import { writeError } from '../../files/write-error.ts';
import type { JobKind, JobOutcome, JobWork } from '../../jobs/job-kind.ts';
import type { House } from '../house.ts';
import { exportStems } from './export-names.ts';
import { asMissing, inSlices, pixelLimit } from './photo-source.ts';
import { photoFile } from '../../services/photo-file.ts';
import { findPhoto } from '../photos/find-photo.ts';
import { holdWhenFull } from './hold-when-full.ts';

export interface ExportPayload {
  readonly photoIds: readonly number[];
  readonly preset: Omit<ExportPreset, 'id' | 'isDefault'>;
  /** Absolute. */
  readonly folder: string;
}

export interface FileReport {
  readonly name: string;
  readonly status: 'done' | 'skipped' | 'failed';
  readonly message: string | null;
  readonly sizeBytes: number | null;
}

/** What an export leaves behind. */
export interface ExportOutcome {
  readonly folder: string;
  readonly files: readonly FileReport[];
}

/** Writes what photos show as files. A bad photo never stops the others; a full disk stops all. */
export function exportJob(house: House): JobKind<ExportPayload> {
  return {
    kind: 'export',
    resource: 'pictures',
    canPause: false,
    afterCrash: 'interrupted',
    async run({ photoIds, preset, folder }, work) {
      await makeFolder(folder);
      const photos = await inSlices(photoIds, (photoId) => shownPhoto(house, photoId));
      const stems = exportStems(photos, preset.template);
      const files: FileReport[] = [];
      for (const [index, photo] of photos.entries()) {
        work.report({ fraction: index / photos.length, stage: `${index + 1} of ${photos.length}` });
        files.push(await exportOne(house, { photo, preset, folder, stem: stems[index]! }, work));
      }
      return outcomeOf({ folder, files });
    },
  };
}

/** A photo and what it shows; its original where that is undefined. */
export interface ShownPhoto {
  readonly photo: PhotoRow;
  readonly result: LibraryResult | undefined;
}

/** A photo with what it shows. Throws `photo-not-found`. */
export function shownPhoto(house: House, photoId: number): ShownPhoto {
  const photo = findPhoto(house.catalog, photoId);
  const { currentResultId } = photo;
  return { photo, result: currentResultId === null ? undefined : house.catalog.results.get(currentResultId) };
}

async function makeFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true });
  } catch (error) {
    throw writeError(error, folder, 0);
  }
}

interface OneExport extends Pick<ExportPayload, 'preset' | 'folder'> {
  readonly photo: ShownPhoto;
  readonly stem: string;
}

async function exportOne(
  house: House,
  { photo: { photo, result }, preset, folder, stem }: OneExport,
  { signal }: JobWork,
): Promise<FileReport> {
  const { format, quality, metadata, collision } = preset;
  const source = result ? resolve(house.library.root, result.outputPath) : photoFile(photo, house);
  const input = { source, format, quality, metadata, collision, folder, stem, pixelLimit: pixelLimit(house) };
  try {
    const { name, status, sizeBytes } = await house.engines.run('pictures', 'export-photo', input, {
      signal,
    });
    const message = status === 'skipped' ? 'A file of this name is there already.' : null;
    return { name, status, message, sizeBytes };
  } catch (error) {
    const told = asMissing(error, photo);
    const isOfThisPhoto = told instanceof CoreError && !endsExport.includes(told.reason);
    if (!isOfThisPhoto) throw holdWhenFull(house, told);
    return { name: photo.name, status: 'failed', message: told.message, sizeBytes: null };
  }
}

const endsExport: readonly string[] = ['cancelled', 'disk-full', 'write-failed'];

function outcomeOf(outcome: ExportOutcome): JobOutcome {
  const count = (status: FileReport['status']) =>
    outcome.files.filter((file) => file.status === status).length;
  const [done, skipped, failures] = [count('done'), count('skipped'), count('failed')];
  const parts = [
    `${done} ${done === 1 ? 'file' : 'files'} written`,
    ...(skipped > 0 ? [`${skipped} skipped`] : []),
    ...(failures > 0 ? [`${failures} failed`] : []),
  ];
  return { summary: parts.join(', '), outcome, failures };
}
