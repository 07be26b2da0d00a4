import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { CoreError } from '../../core/contract/core-error.ts';
import type { Direction } from '../../core/contract/events.ts';
import { openPhoto } from '../../core/image/open-photo.ts';
import type { RgbImage } from '../../core/image/photo.ts';
import type { Core, Work } from '../../core/services/core.ts';

/** The held-out pictures of one side, what the translator made of them, and what they truly look like. */
export interface Translation {
  readonly name: string;
  readonly inputs: readonly RgbImage[];
  readonly translated: readonly RgbImage[];
  readonly truths: readonly RgbImage[];
}

export interface HeldOut {
  readonly direction: Direction;
  readonly from: string;
  readonly to: string;
  /** Holds a folder for each side, with the same file names. */
  readonly folder: string;
  readonly out: string;
}

/** Translates the held-out pictures of one side with a run's translator. Throws what `translate` throws. */
export async function translateHeldOut(
  core: Core,
  run: string,
  held: HeldOut,
  work: Work,
): Promise<Translation> {
  const { direction, from, to, folder } = held;
  const files = readdirSync(join(folder, from)).toSorted();
  const inputs = files.map((file) => join(folder, from, file));
  const report = await core.translation.translate(
    {
      inputs,
      style: run,
      direction,
      out: join(held.out, to),
      recursive: false,
      keepMetadata: 'none',
      format: 'png',
      overwrite: true,
      strength: 1,
    },
    work,
  );
  const results = inputs.map((input) => {
    const outcome = report.outcomes.find(({ photo }) => photo === input);
    if (outcome?.status === 'done') return outcome.result;
    throw new CoreError('finished-with-failures', outcome?.message ?? `${input} was not translated.`);
  });
  return {
    name: `${from} to ${to}`,
    inputs: await read(inputs),
    translated: await read(results),
    truths: await read(files.map((file) => join(folder, to, file))),
  };
}

/** Pictures of 8 bits without alpha, as the sample pair has them. */
function read(paths: readonly string[]): Promise<RgbImage[]> {
  return Promise.all(
    paths.map(async (path) => {
      const { rgb, widthPixels, heightPixels } = await openPhoto(path);
      return { rgb: Uint8Array.from(rgb), widthPixels, heightPixels };
    }),
  );
}
