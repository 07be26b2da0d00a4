import { encodeJpeg } from '../../core/image/encode-image.ts';
import { day, dusk, type Light } from '../sample-pair/light.ts';
import { renderScene, type Frame } from '../sample-pair/render.ts';
import { createScene } from '../sample-pair/scene.ts';

/** One of the photos that come with the app: its file and how it is drawn. */
export interface SamplePhoto {
  /** In resources/sample-photos. */
  readonly name: string;
  readonly scene: number;
  readonly light: Light;
  readonly frame: Frame;
}

const seed = 2024;
/** Side of the square that the frames are cut from. */
const sizePixels = 1200;
const quality = 88;

const wide = (top: number): Frame => ({ left: 0, top, width: 1200, height: 960 });
const tall = (left: number): Frame => ({ left, top: 0, width: 800, height: 1200 });

/** Scenes that are no part of the sample pair: four by day, two at dusk, one of each hour upright. */
export const samplePhotos: readonly SamplePhoto[] = [
  { name: 'two-boats.jpg', scene: 303, light: day, frame: wide(130) },
  { name: 'meadow-path.jpg', scene: 306, light: day, frame: wide(30) },
  { name: 'green-spire.jpg', scene: 309, light: day, frame: tall(60) },
  { name: 'white-sails.jpg', scene: 318, light: day, frame: wide(20) },
  { name: 'evening-harbour.jpg', scene: 314, light: dusk, frame: wide(100) },
  { name: 'evening-meadow.jpg', scene: 322, light: dusk, frame: tall(120) },
];

/** The photo as a JPEG file. */
export function drawSamplePhoto({ scene, light, frame }: SamplePhoto): Promise<Buffer> {
  const rgb = renderScene(createScene(seed, scene), light, sizePixels, frame);
  return encodeJpeg(rgb, frame.width, frame.height, quality);
}
