import { join } from 'node:path';
import { CoreError } from '../../contract/core-error.ts';
import type { ExportPreset, Exported } from '../../contract/translation-contract.ts';
import type { Area } from '../area.ts';
import type { House } from '../house.ts';
import type { ServePicture } from '../picture.ts';
import { styleOf } from '../styles/find-style.ts';
import { shownPhoto, type ExportOutcome } from './export-job.ts';
import { exportStems, templateProblems } from './export-names.ts';

type ExportArea = Pick<
  Area<'translation'>,
  'presets' | 'savePreset' | 'removePreset' | 'exportNames' | 'export' | 'exported'
>;

const mostNames = 20;

/** Photos out as files. */
export function createExportArea(house: House): ExportArea {
  const { catalog, queue, settings, tickets } = house;
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
    exportNames({ photoIds, preset, look }) {
      const inLook = look && { styleName: styleOf(catalog, look.styleId).name, direction: look.direction };
      const photos = photoIds.slice(0, mostNames).map((photoId) => {
        const { photo, result } = shownPhoto(house, photoId);
        return { photo, result: inLook ?? result };
      });
      const stems = exportStems(photos, preset.template);
      return {
        folder: settings.get().exportFolder,
        names: stems.map((stem, index) => `${stem}.${endingOf(preset.format, photos[index]!.photo.format)}`),
        problems: [...templateProblems(photos, preset.template)],
      };
    },
    export({ photoIds, presetId, destination }) {
      const { id: _id, isDefault: _isDefault, ...preset } = presetOf(house, presetId);
      const folder =
        destination === undefined ? settings.get().exportFolder : folderOf(tickets.take(destination));
      const what =
        photoIds.length === 1 ? shownPhoto(house, photoIds[0]!).photo.name : `${photoIds.length} photos`;
      const { id: jobId } = queue.add({
        kind: 'export',
        title: `Export ${what}`,
        payload: { photoIds, preset, folder },
        ...(photoIds.length === 1 && { subject: { type: 'photo', key: String(photoIds[0]) } }),
      });
      return { jobId };
    },
    exported: ({ jobId }) => exportedOf(house, jobId),
  };
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
    return { path, contentType: 'application/octet-stream', downloadName: file.name, isImmutable: false };
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
