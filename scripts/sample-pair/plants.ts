import type { Random } from '../../core/random/random.ts';
import { fromHex, scale, type Rgb } from './colour.ts';
import { fractalNoise, noise, ramp } from './noise.ts';
import { pick, surface, uniformBetween, type Place, type Shape, type Surface } from './shape.ts';

const leaves = ['#6f9a3e', '#5c8a3a', '#86a544', '#4f7f45', '#93993b'] as const;
const needles = ['#33583f', '#3d6647', '#2f5140'] as const;
const bark = fromHex('#6b5240');

/** A broad tree: a crown of many round clumps on a trunk. */
export function broadTree(random: Random, place: Place, height: number): Shape {
  const clumps = Array.from({ length: 12 }, () => clump(random, place, height));
  const colour = fromHex(pick(random, leaves));
  const seed = random.integer(1 << 20);
  const trunkHalf = height * 0.035;
  return {
    left: place.x - height * 0.5,
    right: place.x + height * 0.5,
    top: place.baseY - height * 1.1,
    bottom: place.baseY,
    at(x, y) {
      const crown = crownAt(clumps, place, x, y, colour, seed);
      if (crown) return crown;
      const isTrunk = Math.abs(x - place.x) < trunkHalf && place.baseY - y < height * 0.5;
      return isTrunk ? surface(bark, { sunlight: 0.5, openness: 0.7, distance: place.distance }) : undefined;
    },
  };
}

interface Clump {
  readonly x: number;
  readonly y: number;
  readonly radius: number;
}

function clump(random: Random, place: Place, height: number): Clump {
  const angle = uniformBetween(random, 0, 2 * Math.PI);
  const reach = Math.sqrt(random.uniform());
  return {
    x: place.x + Math.cos(angle) * reach * height * 0.26,
    y: place.baseY - height * 0.64 + Math.sin(angle) * reach * height * 0.24,
    radius: height * uniformBetween(random, 0.11, 0.18),
  };
}

function crownAt(
  clumps: readonly Clump[],
  { distance, sunSide }: Place,
  x: number,
  y: number,
  colour: Rgb,
  seed: number,
): Surface | undefined {
  const ragged = 0.45 * (fractalNoise(x * 70, y * 70, 2, seed) - 0.5);
  let nearest = 0;
  let facing = 0;
  for (const { x: centreX, y: centreY, radius } of clumps) {
    const [dx, dy] = [(x - centreX) / radius, (y - centreY) / radius];
    const bulge = 1 + ragged - dx * dx - dy * dy;
    if (bulge <= nearest) continue;
    nearest = bulge;
    facing = 0.62 * dx * sunSide - 0.62 * dy + 0.35 * Math.sqrt(bulge);
  }
  if (nearest <= 0) return undefined;
  const speckle = 0.75 + 0.5 * noise(x * 130, y * 130, seed + 3);
  const sunlight = 0.12 + 0.95 * ramp(-0.5, 0.9, facing);
  return surface(scale(colour, speckle), {
    sunlight,
    openness: 0.55 + 0.45 * ramp(-0.6, 0.7, facing),
    distance,
  });
}

/** A fir: tiers of drooping branches. */
export function fir(random: Random, place: Place, height: number): Shape {
  const colour = fromHex(pick(random, needles));
  const seed = random.integer(1 << 20);
  const half = height * uniformBetween(random, 0.2, 0.26);
  const tiers = 5 + random.integer(3);
  return standing(place, half, height, (dx, up) => {
    const down = 1 - up / height;
    const tier = (down * tiers) % 1;
    const width =
      half * (0.1 + 0.9 * down) * (0.62 + 0.38 * tier) * (0.85 + 0.3 * noise(up * 160, dx * 30, seed));
    if (up < height * 0.07)
      return Math.abs(dx) < height * 0.03 ? surface(bark, { distance: place.distance }) : undefined;
    if (Math.abs(dx) > width) return undefined;
    const side = ramp(-0.8, 0.8, (dx / half) * place.sunSide);
    const shaded = 0.25 + 0.6 * side + 0.25 * tier;
    const speckle = 0.8 + 0.4 * noise(dx * 150, up * 150, seed + 2);
    return surface(scale(colour, speckle), {
      sunlight: shaded,
      openness: 0.5 + 0.4 * tier,
      distance: place.distance,
    });
  });
}

/** A poplar or cypress: a slim flame. */
export function poplar(random: Random, place: Place, height: number): Shape {
  const colour = fromHex(pick(random, [leaves[1], leaves[2], leaves[3], needles[1]]));
  const seed = random.integer(1 << 20);
  const half = height * uniformBetween(random, 0.09, 0.13);
  return standing(place, half * 1.3, height, (dx, up) => {
    const t = up / height;
    const outline =
      Math.sqrt(Math.max(0, 1 - t)) * ramp(-0.02, 0.3, t) * (0.85 + 0.35 * noise(t * 22, dx * 50, seed));
    if (Math.abs(dx) > half * outline) return undefined;
    const side = ramp(-1, 1, (dx / half) * place.sunSide);
    const speckle = 0.7 + 0.6 * fractalNoise(dx * 110, up * 80, 2, seed + 2);
    return surface(scale(colour, speckle), {
      sunlight: 0.2 + 0.8 * side,
      openness: 0.75,
      distance: place.distance,
    });
  });
}

function standing(
  place: Place,
  half: number,
  height: number,
  at: (dx: number, up: number) => Surface | undefined,
): Shape {
  return {
    left: place.x - half,
    right: place.x + half,
    top: place.baseY - height,
    bottom: place.baseY,
    at: (x, y) => at(x - place.x, place.baseY - y),
  };
}
