import { CoreError } from '../../core/contract/core-error.ts';
import type { Job } from '../../core/contract/jobs-contract.ts';
import type { PhotoInfo } from '../../core/contract/photos-contract.ts';
import type { Exported, Look } from '../../core/contract/translation-contract.ts';
import type { Studio } from '../state/studio.svelte.ts';
import { jobEnded } from './job-ended.svelte.ts';

export interface ExportWish {
  readonly photoIds: readonly number[];
  /** The look that every photo is to have; null writes what each photo shows. */
  readonly look: Look | null;
  readonly presetId: number;
  readonly destination: string | undefined;
}

/** Translates what has not been translated yet, then writes the files. Resolves when they are written. */
export async function runExport(studio: Studio, wish: ExportWish): Promise<Exported> {
  if (wish.look !== null) await giveLook(studio, wish.photoIds, wish.look);
  const { photoIds, presetId, destination } = wish;
  const { translation } = studio.client;
  const { jobId } = await translation.export({ photoIds: [...photoIds], presetId, destination });
  return exportedBy(studio, jobId);
}

/** Exports the photos once more that failed in an export. Resolves when they are written. */
export async function exportFailed(studio: Studio, jobId: number): Promise<Exported> {
  const again = await studio.client.translation.exportFailed({ jobId });
  return exportedBy(studio, again.jobId);
}

async function exportedBy(studio: Studio, jobId: number): Promise<Exported> {
  stopOn(await jobEnded(studio, jobId));
  return studio.client.translation.exported({ jobId });
}

/** Leaves every photo showing a result in this look. */
async function giveLook(studio: Studio, photoIds: readonly number[], look: Look): Promise<void> {
  await running(studio, photoIds);
  const without: number[] = [];
  for (const photoId of photoIds) {
    const info = await studio.client.photos.info({ photoId });
    const result = resultOf(info, look);
    if (result === undefined) without.push(photoId);
    else if (!result.isCurrent) await studio.client.photos.showResult({ photoId, resultId: result.id });
  }
  if (without.length === 0) return;
  const { jobIds } = await studio.client.translation.start({ photoIds: without, look, isUrgent: true });
  const jobs = await Promise.all(jobIds.map((jobId) => jobEnded(studio, jobId)));
  if (jobs.every(({ state }) => state !== 'finished')) jobs.forEach(stopOn);
}

/** Waits for what is being translated already. */
async function running(studio: Studio, photoIds: readonly number[]): Promise<void> {
  const keys = new Set(photoIds.map(String));
  const jobs = studio.jobs.list.filter(
    ({ kind, subject, state }) =>
      kind === 'translate' &&
      subject?.type === 'photo' &&
      keys.has(subject.key) &&
      (state === 'queued' || state === 'running'),
  );
  await Promise.all(jobs.map(({ id }) => jobEnded(studio, id)));
}

function resultOf({ history }: PhotoInfo, look: Look): PhotoInfo['history'][number] | undefined {
  return history.findLast(
    ({ styleId, direction, strength }) =>
      styleId === look.styleId && direction === look.direction && Math.abs(strength - look.strength) < 0.001,
  );
}

function stopOn({ state, failure }: Job): void {
  if (failure !== null) throw new CoreError(failure.reason, failure.message, failure.details);
  if (state === 'cancelled')
    throw new CoreError('cancelled', 'The export was cancelled. No file was written.');
}
