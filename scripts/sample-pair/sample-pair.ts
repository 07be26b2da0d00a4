import { day, dusk, type Light } from './light.ts';
import { renderScene } from './render.ts';
import { createScene } from './scene.ts';

/** Side of every picture. */
export const sampleSizePixels = 128;

/** One picture of the sample pair: its file and how it is drawn. */
export interface SamplePicture {
  /** Below resources/sample-pair. */
  readonly path: string;
  readonly scene: number;
  readonly light: Light;
}

const seed = 2024;
const heldOut = { first: 0, count: 12 };
const training = { first: 100, countPerSide: 80 };

/** The whole pair: different scenes on the two sides, and held-out scenes at both hours. */
export function samplePictures(): readonly SamplePicture[] {
  const { first, countPerSide } = training;
  return [
    ...pictures('held-out/day', heldOut.first, heldOut.count, day),
    ...pictures('held-out/dusk', heldOut.first, heldOut.count, dusk),
    ...pictures('day', first, countPerSide, day),
    ...pictures('dusk', first + countPerSide, countPerSide, dusk),
  ];
}

/** [sampleSizePixels, sampleSizePixels, 3], 0 to 255. */
export function drawSample({ scene, light }: SamplePicture): Uint8Array {
  return renderScene(createScene(seed, scene), light, sampleSizePixels);
}

function pictures(folder: string, first: number, count: number, light: Light): SamplePicture[] {
  return Array.from({ length: count }, (_, index) => {
    const scene = first + index;
    return { path: `${folder}/scene-${String(scene).padStart(3, '0')}.webp`, scene, light };
  });
}
