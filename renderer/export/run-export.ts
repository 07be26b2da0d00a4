import { CoreError } from '../../core/contract/core-error.ts';
import type { Job } from '../../core/contract/jobs-contract.ts';
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

/** Translates what does not show the look yet, then writes the files. Resolves when they are written. */
export async function runExport(studio: Studio, { photoIds, ...wish }: ExportWish): Promise<Exported> {
  const { jobId } = await studio.client.translation.export({ photoIds: [...photoIds], ...wish });
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

/** Where some files could not be written, its report says which. */
function stopOn({ state, failure }: Job): void {
  if (failure !== null && state !== 'finished')
    throw new CoreError(failure.reason, failure.message, failure.details);
  if (state === 'cancelled')
    throw new CoreError('cancelled', 'The export was cancelled. No file was written.');
}
