import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import packageFile from '../../../package.json' with { type: 'json' };
import type { LibraryResult } from '../../catalog/results.ts';
import { CoreError } from '../../contract/core-error.ts';
import type { ExportPreset } from '../../contract/translation-contract.ts';
import type { PictureOrigin } from '../../image/origin-xmp.ts';
import { writeError } from '../../files/write-error.ts';
import type { JobKind, JobOutcome, JobWork, NewJob } from '../../jobs/job-kind.ts';
import type { House } from '../house.ts';
import { exportFolders } from './export-folders.ts';
import { exportStems } from './export-names.ts';
import { asMissing, inSlices, pixelLimit } from './photo-source.ts';
import { photoFile } from '../../services/photo-file.ts';
import { findPhoto } from '../photos/find-photo.ts';
import { holdWhenFull } from './hold-when-full.ts';
import { shownPhoto, type ShownPhoto } from './shown-photo.ts';
import { recipeOf, type Wish } from './translate-job.ts';

export interface ExportPayload {
  readonly photoIds: readonly number[];
  readonly preset: Omit<ExportPreset, 'id' | 'isDefault'>;
  /** Absolute. */
  readonly folder: string;
  /** Of `photoIds`, those that are written; all when absent. */
  readonly onlyIds?: readonly number[];
  /** The look that every file is to have; absent writes what each photo shows. */
  readonly wish?: Wish;
}

export interface FileReport {
  readonly photoId: number;
  /** With `/` after each of its sub-folders. */
  readonly name: string;
  readonly status: 'done' | 'skipped' | 'failed';
  readonly message: string | null;
  readonly sizeBytes: number | null;
}

/** What an export leaves behind. */
export interface ExportOutcome {
  readonly folder: string;
  readonly files: readonly FileReport[];
  /** What it was told to do. */
  readonly payload: ExportPayload;
}

/** Writes what photos show as files. A bad photo never stops the others; a full disk stops all. */
export function exportJob(house: House): JobKind<ExportPayload> {
  return {
    kind: 'export',
    resource: 'pictures',
    canPause: false,
    afterGroup: 'Starts as soon as its photos are translated.',
    afterCrash: 'requeue', // a file that is there with the same content is not written again
    async run(payload, work) {
      const { photoIds, preset, folder, onlyIds, wish } = payload;
      await makeFolder(folder);
      const photos = await inSlices(photoIds, (photoId) =>
        wish ? photoInLook(house, photoId, wish) : shownPhoto(house, photoId),
      );
      const stems = exportStems(
        photos.map(({ photo, result }) => ({ photo, result: wish ?? result })),
        preset.template,
      );
      const folders = preset.keepsFolders ? exportFolders(photos.map(({ photo }) => photo)) : [];
      const only = onlyIds && new Set(onlyIds);
      const orders = photos
        .map((photo, index) => ({ photo, preset, folder, stem: stems[index]!, inner: folders[index] ?? '' }))
        .filter(({ photo: { photo } }) => only?.has(photo.id) ?? true);
      const failures = wish ? translationFailures(house, work.jobId) : new Map<string, string>();
      const files: FileReport[] = [];
      for (const [index, order] of orders.entries()) {
        work.report({ fraction: index / orders.length, stage: `${index + 1} of ${orders.length}` });
        const isMissing = wish !== undefined && order.photo.result === undefined;
        files.push(isMissing ? unmade(order.photo, failures) : await exportOne(house, order, work));
      }
      return outcomeOf({ folder, files, payload });
    },
  };
}

/** The job that writes, for the queue: "Export boat.jpg", or how many photos. */
export function newExport({ catalog }: House, payload: ExportPayload): NewJob {
  const [first, ...others] = payload.onlyIds ?? payload.photoIds;
  const only = first === undefined || others.length > 0 ? undefined : findPhoto(catalog, first);
  const title = `Export ${only?.name ?? `${others.length + 1} photos`}`;
  const subject = only && ({ type: 'photo', key: String(only.id) } as const);
  return { kind: 'export', title, payload, ...(subject && { subject }) };
}

/** A photo in the look that it is to have; undefined is its result where it could not be made. */
function photoInLook({ catalog }: House, photoId: number, wish: Wish): ShownPhoto {
  const photo = findPhoto(catalog, photoId);
  const made = catalog.results.known(photoId, recipeOf(wish));
  return { photo, result: made?.trashedMs === null ? made : undefined };
}

/** Why photos of a group could not be translated. */
function translationFailures({ catalog: { jobs } }: House, jobId: number): ReadonlyMap<string, string> {
  const groupId = jobs.get(jobId)?.groupId ?? null;
  const failed = groupId === null ? [] : jobs.ofGroup(groupId).filter(({ state }) => state === 'failed');
  const told = failed.map(({ id }) => jobs.get(id)!);
  return new Map(told.map(({ subject, failure }) => [subject?.key ?? '', failure?.message ?? '']));
}

function unmade({ photo: { id, name } }: ShownPhoto, failures: ReadonlyMap<string, string>): FileReport {
  const message = failures.get(String(id)) ?? 'It was not translated. Try again to translate it first.';
  return { photoId: id, name, status: 'failed', message, sizeBytes: null };
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
  /** A sub-folder with `/` between its parts, or nothing. */
  readonly inner: string;
}

async function exportOne(
  house: House,
  { photo: { photo, result }, preset, folder, stem, inner }: OneExport,
  { signal }: JobWork,
): Promise<FileReport> {
  const { format, quality, metadata, collision } = preset;
  const photoId = photo.id;
  try {
    const source = result ? resolve(house.library.root, result.outputPath) : photoFile(photo, house);
    const place = { folder: join(folder, inner), stem, collision };
    if (inner !== '') await makeFolder(place.folder);
    const origin = preset.tellsOrigin && result ? originOf(result) : undefined;
    const input = { ...place, source, format, quality, metadata, origin, pixelLimit: pixelLimit(house) };
    const made = await house.engines.run('pictures', 'export-photo', input, { signal });
    const { name, status, sizeBytes } = made;
    const message = status === 'skipped' ? 'A file of this name is there already.' : null;
    return { photoId, name: inner === '' ? name : `${inner}/${name}`, status, message, sizeBytes };
  } catch (error) {
    const told = asMissing(error, photo);
    const isOfThisPhoto = told instanceof CoreError && !endsExport.includes(told.reason);
    if (!isOfThisPhoto) throw holdWhenFull(house, told);
    return { photoId, name: photo.name, status: 'failed', message: told.message, sizeBytes: null };
  }
}

function originOf({ styleName, direction, parameters, translatorSha256 }: LibraryResult): PictureOrigin {
  const strength = typeof parameters['strength'] === 'number' ? parameters['strength'] : 1;
  return { app: `Diptych ${packageFile.version}`, style: styleName, direction, strength, translatorSha256 };
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
