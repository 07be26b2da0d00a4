import { add, mix, scale, toScreen, type Rgb } from './colour.ts';
import { shade, skyColour, type Light } from './light.ts';
import { fractalNoise, hash, noise, ramp } from './noise.ts';
import type { Scene } from './scene.ts';
import { frontmost } from './shape.ts';

const samplesPerSide = 4;

/** A part of a square picture, in pixels of it. */
export interface Frame {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** The scene in the given light: `size` x `size` pixels of RGB, or a part of them; 0 to 255, rows from the top. */
export function renderScene(
  scene: Scene,
  light: Light,
  size: number,
  frame: Frame = { left: 0, top: 0, width: size, height: size },
): Uint8Array {
  const picture = withGlow(exposure(scene, light, size, frame), size, frame.width);
  return Uint8Array.from(picture, (value, index) => {
    const grain = 1.6 * (hash(index, 1, scene.seed) + hash(index, 2, scene.seed) - 1);
    return Math.round(Math.min(255, Math.max(0, toScreen(value) + grain)));
  });
}

/** Linear light, averaged over the samples of each pixel. */
function exposure(scene: Scene, light: Light, size: number, frame: Frame): Float64Array {
  const picture = new Float64Array(frame.width * frame.height * 3);
  for (let row = 0; row < frame.height; row += 1) {
    for (let column = 0; column < frame.width; column += 1) {
      const seen = pixel(scene, light, frame.left + column, frame.top + row, size);
      picture.set(seen, (row * frame.width + column) * 3);
    }
  }
  return picture;
}

function pixel(scene: Scene, light: Light, column: number, row: number, size: number): Rgb {
  let sum: Rgb = [0, 0, 0];
  for (let index = 0; index < samplesPerSide * samplesPerSide; index += 1) {
    const x = (column + ((index % samplesPerSide) + 0.5) / samplesPerSide) / size;
    const y = (row + (Math.floor(index / samplesPerSide) + 0.5) / samplesPerSide) / size;
    sum = add(sum, seen(scene, light, x, y));
  }
  return scale(sum, 1 / (samplesPerSide * samplesPerSide));
}

function seen(scene: Scene, light: Light, x: number, y: number): Rgb {
  const near = frontmost(scene.foreground, x, y);
  if (near) return shade(near, light);
  if (scene.shoreY === undefined || y < scene.shoreY) return landOrSky(scene, light, x, y);
  return waterColour(scene, light, x, y, scene.shoreY);
}

function landOrSky(scene: Scene, light: Light, x: number, y: number): Rgb {
  const found = frontmost(scene.background, x, y);
  return found ? shade(found, light) : sky(scene, light, x, y);
}

function sky({ horizonY, sun, cloudiness, seed }: Scene, light: Light, x: number, y: number): Rgb {
  const elevation = Math.max(0, (horizonY - y) / horizonY);
  const distance = Math.hypot(x - sun.x, y - sun.y) / sun.radius;
  const halo = Math.exp(-distance / 2.2);
  const open = add(skyColour(light, elevation), scale(light.discHalo, halo));
  const body = fractalNoise(x * 2.6, y * 7.5, 5, seed);
  const cover = ramp(0.66 - 0.3 * cloudiness, 0.86 - 0.3 * cloudiness, body) * ramp(0.04, 0.2, elevation);
  const above = fractalNoise(x * 2.6, (y - 0.028) * 7.5, 5, seed);
  const cloud = mix(light.cloudBase, light.cloudTop, ramp(-0.06, 0.09, body - above));
  const veiled = mix(open, cloud, 0.88 * cover);
  return distance < 1 ? mix(light.disc, veiled, 0.6 * cover) : veiled;
}

/** The mirrored land and sky, broken by ripples that grow towards us; nearer water shows more of its own colour. */
function waterColour(scene: Scene, light: Light, x: number, y: number, shoreY: number): Rgb {
  const near = (y - shoreY) / (1 - shoreY);
  const frequency = 150 - 95 * near;
  const swell = noise(x * 9, y * frequency, scene.seed + 31) - 0.5;
  const chop = noise(x * 30, y * frequency * 1.7, scene.seed + 37) - 0.5;
  const mirroredY = shoreY - (y - shoreY) * 1.12 + (0.012 + 0.05 * near) * (swell + 0.5 * chop);
  const mirroredX = x + (0.004 + 0.012 * near) * chop;
  const reflected = landOrSky(scene, light, mirroredX, Math.min(mirroredY, shoreY - 0.002));
  const own = 0.24 + 0.4 * near + 0.22 * swell;
  return mix(scale(reflected, 0.94), light.water, Math.max(0.05, own));
}

/** Light brighter than white spreads around its source, as in a lens. */
function withGlow(picture: Float64Array, size: number, width: number): Float64Array {
  const bright = picture.map((value) => Math.max(0, value - 0.85));
  const tight = blurred(bright, width, size / 90);
  const wide = blurred(bright, width, size / 22);
  return picture.map((value, index) => value + 0.3 * (tight[index] ?? 0) + 0.55 * (wide[index] ?? 0));
}

function blurred(picture: Float64Array, width: number, deviation: number): Float64Array {
  const height = picture.length / 3 / width;
  const along = blurredAlong(picture, { count: width, stride: 3 }, deviation);
  return blurredAlong(along, { count: height, stride: width * 3 }, deviation);
}

/** A Gaussian along one axis: `count` places, `stride` values apart. */
function blurredAlong(
  picture: Float64Array,
  { count, stride }: { readonly count: number; readonly stride: number },
  deviation: number,
): Float64Array {
  const radius = Math.ceil(3 * deviation);
  const weights = Float64Array.from({ length: 2 * radius + 1 }, (_, k) =>
    Math.exp(-((k - radius) ** 2) / (2 * deviation ** 2)),
  );
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return picture.map((_, index) => {
    const position = Math.floor(index / stride) % count;
    let sum = 0;
    for (let k = 0; k < weights.length; k += 1) {
      const offset = Math.min(count - 1, Math.max(0, position + k - radius)) - position;
      sum += weights[k]! * picture[index + offset * stride]!;
    }
    return sum / total;
  });
}
