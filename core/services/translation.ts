import { mkdir } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Catalog } from '../catalog/open-catalog.ts';
import { CoreError } from '../contract/core-error.ts';
import type { OnProgress, PhotoOutcome } from '../contract/events.ts';
import { writeError } from '../files/write-error.ts';
import { collectPhotos, type FoundPhoto, type PassedOver } from './collect-photos.ts';
import type { TranslationReport, TranslationService } from './core.ts';
import type { Batch } from './translate-one.ts';
import type { TranslatorPlaces } from './translator-file.ts';

/** Why a batch ended before its last photo. */
type Stop = NonNullable<TranslationReport['stopped']>;

/** Translating as people ask for it: many photos, one after the other, none of which can stop the others. */
export function createTranslationService(places: TranslatorPlaces, catalog: Catalog): TranslationService {
  return {
    async translate(request, work) {
      const { openStyle } = await import('./open-style.ts'); // loads the engine, which lists have no use for
      const out = await makeOutput(request.out);
      const style = await openStyle(places, catalog, request);
      try {
        const options = { isRecursive: request.recursive, exceptFolder: out, signal: work.signal };
        const { photos, passedOver } = await collectPhotos(request.inputs, options);
        const outcomes = passedOver.map(outcomeOf);
        for (const outcome of outcomes) work.onProgress({ type: 'photo-ended', outcome });
        const protectedPaths = new Set(photos.map(({ path }) => path));
        const batch = { catalog, style, out, request, protectedPaths, signal: work.signal };
        const stopped = await translateAll(batch, photos, work.onProgress, outcomes);
        return { style: style.label, outcomes, stopped };
      } finally {
        await style.translator.dispose();
      }
    },
  };
}

async function makeOutput(folder: string): Promise<string> {
  const out = resolve(folder);
  try {
    await mkdir(out, { recursive: true });
  } catch (error) {
    throw writeError(error, out, 0);
  }
  return out;
}

/** Adds an outcome for each photo until the last one or until going on makes no sense; returns what stopped it. */
async function translateAll(
  batch: Batch,
  photos: readonly FoundPhoto[],
  onProgress: OnProgress,
  outcomes: PhotoOutcome[],
): Promise<Stop | null> {
  const { translateOne } = await import('./translate-one.ts');
  const total = photos.length;
  for (const [done, photo] of photos.entries()) {
    const tell = (fraction: number) =>
      onProgress({ type: 'translation-progress', done, total, photo: photo.path, fraction });
    tell(0);
    const outcome = await translateOne(batch, photo, tell).catch((error: unknown) =>
      batch.signal.aborted ? undefined : failure(photo, error),
    );
    if (outcome === undefined) return cancelled(done, total);
    tell(1);
    outcomes.push(outcome);
    onProgress({ type: 'photo-ended', outcome });
    if (outcome.status === 'failed' && outcome.reason === 'disk-full') {
      return {
        reason: 'disk-full',
        message: `${done} of ${total} photos are done and safe. ${outcome.message}`,
      };
    }
  }
  return null;
}

/** What a file found inside a folder is not must not look like a fault: only pictures can fail there. */
function failure({ path, isNamed }: FoundPhoto, error: unknown): PhotoOutcome {
  if (!(error instanceof CoreError)) {
    return { status: 'failed', photo: path, reason: 'unexpected-error', message: String(error) };
  }
  const isForeign = error.reason === 'unsupported-format' && !isNamed;
  const status = isForeign ? 'skipped' : 'failed';
  return { status, photo: path, reason: error.reason, message: error.message };
}

function outcomeOf({ path, ...rest }: PassedOver): PhotoOutcome {
  return { photo: path, ...rest };
}

function cancelled(done: number, total: number): Stop {
  const message = `Stopped after ${done} of ${total} photos. The same command goes on with the rest.`;
  return { reason: 'cancelled', message };
}
