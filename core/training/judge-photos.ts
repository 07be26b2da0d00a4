import { pictureFile, type DatasetManifest, type Side } from '../dataset/manifest.ts';
import { readTrainingImage } from '../image/read-training-image.ts';

/** The fixed photos of a run's sample sheets, each [crop, crop, 3] in [-1, 1]. */
export interface JudgePhotos {
  readonly x: readonly Float32Array[];
  readonly y: readonly Float32Array[];
}

/**
 * Reads the judge photos of a dataset at the size the networks see, side a as X. A set too small to hold any
 * back shows its first picture instead; one that cannot be read is left out.
 */
export async function readJudgePhotos(manifest: DatasetManifest, crop: number): Promise<JudgePhotos> {
  return { x: await readSide(manifest, 'a', crop), y: await readSide(manifest, 'b', crop) };
}

async function readSide(
  { domains, judge }: DatasetManifest,
  side: Side,
  crop: number,
): Promise<Float32Array[]> {
  const { images } = domains[side];
  const byPath = new Map(images.map((image) => [image.path, image]));
  const held = judge[side].map((path) => byPath.get(path) ?? { path });
  const chosen = held.length > 0 ? held : images.slice(0, 1);
  const read = await Promise.allSettled(
    chosen.map((image) => readTrainingImage(pictureFile(domains[side], image), { resize: crop })),
  );
  return read.flatMap((result) => (result.status === 'fulfilled' ? [result.value.values] : []));
}
