import { basename, join } from 'node:path';
import { CoreError } from '../../contract/core-error.ts';
import type { ExportPreset, Exported } from '../../contract/translation-contract.ts';
import type { Area } from '../area.ts';
import type { House } from '../house.ts';
import type { ServePicture } from '../picture.ts';
import { styleOf } from '../styles/find-style.ts';
import { shortPath } from '../../files/short-path.ts';
import { exportFolders, folderCounts } from './export-folders.ts';
import type { AddTranslations } from './add-translations.ts';
import { exportInLook } from './export-in-look.ts';
import { newExport, type ExportOutcome, type ExportPayload } from './export-job.ts';
import { exportStems, templateProblems } from './export-names.ts';
import { findPhoto } from '../photos/find-photo.ts';
import { inSlices } from './photo-source.ts';
import { shownPhoto } from './shown-photo.ts';
import { wishOf } from './start-translation.ts';
import type { Wish } from './translate-job.ts';

type ExportArea = Pick<
  Area<'translation'>,
  'presets' | 'savePreset' | 'removePreset' | 'exportNames' | 'export' | 'exportFailed' | 'exported'
>;

const mostNames = 20;

/** Photos out as files. */
export function createExportArea(house: House, add: AddTranslations): ExportArea {
  const { catalog, queue, settings, tickets } = house;
  const inLook = async (wish: Wish, payload: ExportPayload) => ({
    jobId: await exportInLook(house, add, { ...payload, wish }),
  });
  return {
    presets: () => [...catalog.presets.list()],
    savePreset({ id, preset }) {
      if (id === null) return catalog.presets.add(preset);
      presetOf(house, id);
      catalog.presets.change(id, preset);
      return presetOf(house, id);
    },
    removePreset({ id }) {
      const { isDefault, name } = presetOf(house, id);
      if (isDefault)
        throw new CoreError('invalid-option', `"${name}" comes with Diptych and stays. It can be changed.`);
      catalog.presets.remove(id);
      return {};
    },
    async exportNames({ photoIds, preset, look }) {
      const shown = look && { styleName: styleOf(catalog, look.styleId).name, direction: look.direction };
      const photos = photoIds.slice(0, mostNames).map((photoId) => {
        const { photo, result } = shownPhoto(house, photoId);
        return { photo, result: shown ?? result };
      });
      const stems = exportStems(photos, preset.template);
      const folders = preset.keepsFolders ? await foldersOf(house, photoIds) : [];
      return {
        folder: shortPath(settings.get().exportFolder),
        names: stems.map((stem, index) => {
          const inner = folders[index] ? `${folders[index]}/` : '';
          return `${inner}${stem}.${endingOf(preset.format, photos[index]!.photo.format)}`;
        }),
        problems: [...templateProblems(photos, preset.template)],
        folders: [...folderCounts(folders)],
      };
    },
    export({ photoIds, presetId, destination, look }) {
      const { id: _id, isDefault: _isDefault, ...preset } = presetOf(house, presetId);
      const folder =
        destination === undefined ? settings.get().exportFolder : folderOf(tickets.take(destination));
      const payload = { photoIds, preset, folder };
      return look ? inLook(wishOf(house, look), payload) : { jobId: queue.add(newExport(house, payload)).id };
    },
    exportFailed({ jobId }) {
      const { payload, files } = outcomeOf(queue.outcome(jobId));
      const onlyIds = files.filter(({ status }) => status === 'failed').map(({ photoId }) => photoId);
      if (onlyIds.length === 0)
        throw new CoreError(
          'job-state',
          'Every photo of this export was written. There is nothing to repeat.',
        );
      const again = { ...payload, onlyIds };
      return payload.wish ? inLook(payload.wish, again) : { jobId: queue.add(newExport(house, again)).id };
    },
    exported: ({ jobId }) => exportedOf(house, jobId),
  };
}

async function foldersOf(house: House, photoIds: readonly number[]): Promise<readonly string[]> {
  return exportFolders(await inSlices(photoIds, (photoId) => findPhoto(house.catalog, photoId)));
}

function presetOf({ catalog }: House, id: number): ExportPreset {
  const preset = catalog.presets.get(id);
  if (preset !== undefined) return preset;
  throw new CoreError('invalid-option', 'This export preset has been removed. Choose another one.', { id });
}

function folderOf({
  path,
  kind,
  name,
}: {
  readonly path: string;
  readonly kind: string;
  readonly name: string;
}): string {
  if (kind === 'folder') return path;
  throw new CoreError('invalid-option', `"${name}" is a file. Choose a folder for the exported photos.`);
}

const endings: Readonly<Record<string, string>> = { jpeg: 'jpg', tiff: 'tif', gif: 'png' };

function endingOf(format: ExportPreset['format'], own: string): string {
  const name = format === 'same' ? own.toLowerCase() : format;
  return endings[name] ?? name;
}

function exportedOf({ queue }: House, jobId: number): Exported {
  const { createdMs } = queue.get(jobId);
  const { folder, files } = outcomeOf(queue.outcome(jobId));
  const address = (index: number) => `export/${jobId}/${index}`;
  return {
    ...{ jobId, folder, createdMs },
    files: files.map((file, index) => ({
      ...file,
      address: file.status === 'failed' ? null : address(index),
    })),
  };
}

function outcomeOf(outcome: unknown): ExportOutcome {
  if (typeof outcome === 'object' && outcome !== null && 'files' in outcome) return outcome as ExportOutcome;
  throw new CoreError('job-state', 'This export is not done yet, or left no files. Wait for its end.');
}

/** `export/<job>/<index>`: a file that an export wrote, to be saved elsewhere. */
export function serveExported({ queue }: House): ServePicture {
  return async ([jobId = '', index = '']) => {
    const outcome = known(() => outcomeOf(queue.outcome(Number(jobId))));
    const file = outcome?.files[Number(index)];
    if (outcome === undefined || file === undefined || file.status === 'failed') return undefined;
    const path = join(outcome.folder, file.name);
    return {
      path,
      contentType: 'application/octet-stream',
      downloadName: basename(file.name),
      isImmutable: false,
    };
  };
}

/** Undefined where there is no such job, or it left no files. */
function known<Found>(find: () => Found): Found | undefined {
  try {
    return find();
  } catch (error) {
    if (error instanceof CoreError) return undefined;
    throw error;
  }
}
