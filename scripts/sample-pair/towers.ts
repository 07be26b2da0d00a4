import type { Random } from '../../core/random/random.ts';
import { fromHex, mix, scale, type Rgb } from './colour.ts';
import { ramp } from './noise.ts';
import { surface, uniformBetween, type Place, type Shape, type Surface } from './shape.ts';

const sandstone = fromHex('#e3d4b4');
const slate = fromHex('#5c6472');
const copper = fromHex('#6fa08c');
const glass = fromHex('#eef8ff');
const clockFace = fromHex('#6b5848');

/** A church tower with a belfry and a spire. */
export function tower(random: Random, place: Place, height: number): Shape {
  const half = height * uniformBetween(random, 0.12, 0.15);
  const wallTop = height * uniformBetween(random, 0.5, 0.58);
  const cap = random.uniform() < 0.5 ? slate : copper;
  return {
    left: place.x - half * 1.2,
    right: place.x + half * 1.2,
    top: place.baseY - height,
    bottom: place.baseY,
    at: (x, y) => towerAt(place, x - place.x, place.baseY - y, { half, wallTop, height, cap }),
  };
}

interface Tower {
  readonly half: number;
  readonly wallTop: number;
  readonly height: number;
  readonly cap: Rgb;
}

function towerAt(
  place: Place,
  dx: number,
  up: number,
  { half, wallTop, height, cap }: Tower,
): Surface | undefined {
  const { distance, sunSide } = place;
  const sunlight = 0.55 + 0.45 * ramp(-half, half, dx * sunSide);
  if (up > wallTop) {
    const width = half * 1.18 * Math.pow(1 - (up - wallTop) / (height - wallTop), 1.15);
    if (Math.abs(dx) > Math.max(width, 0.0025)) return undefined;
    return surface(cap, { sunlight: dx * sunSide > 0 ? 0.95 : 0.4, distance });
  }
  if (Math.abs(dx) > half) return undefined;
  if (Math.abs(dx) < half * 0.36 && Math.abs(up - wallTop * 0.85) < 0.022)
    return surface(glass, { sunlight: 0.65, distance, lamp: 1 });
  if (dx * dx + (up - wallTop * 0.62) ** 2 < 0.0125 ** 2) return surface(clockFace, { distance });
  const course = up % 0.03 < 0.004 ? 0.86 : 1;
  return surface(mix(scale(sandstone, course), sandstone, 0.3), { sunlight, openness: 0.9, distance });
}
