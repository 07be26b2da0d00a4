import type { Random } from '../../core/random/random.ts';
import { fromHex, mix, scale, type Rgb } from './colour.ts';
import { between, fractalNoise, hash, noise, ramp } from './noise.ts';
import { pick, surface, uniformBetween, type Shape, type Surface } from './shape.ts';

const rock = fromHex('#7d7f86');
const snow = fromHex('#d3dce8');
const spruce = fromHex('#3f5f45');
const meadows = ['#8fae54', '#a9bd5d', '#78a04c', '#c9b864', '#d9c774', '#6f9448'].map(fromHex);
const hedge = fromHex('#3f5c36');

interface Ground {
  readonly skyline: (x: number) => number;
  readonly seed: number;
  readonly distance: number;
  /** -1 where the sun stands on the left, 1 on the right. */
  readonly sunSide: number;
}

/** A far range with snow above a height and woods at its foot. */
export function mountains(random: Random, baseY: number, sunSide: number): Shape {
  const seed = random.integer(1 << 20);
  const height = uniformBetween(random, 0.16, 0.3);
  const frequency = uniformBetween(random, 1.6, 2.6);
  const skyline = (x: number) => baseY - height * peaks(x * frequency, seed);
  const ground = { skyline, seed, distance: 0.7, sunSide };
  const snowLine = baseY - height * uniformBetween(random, 0.72, 0.92);
  return landform(baseY, ground, (x, y) => {
    const relief = fractalNoise(x * 14, y * 20 - x * 6 * sunSide, 4, seed + 7);
    const sunlit = 0.35 + 0.9 * ramp(0.38, 0.6, relief);
    const bare = mix(spruce, rock, ramp(0.02, 0.12, baseY - 0.03 - y + 0.06 * relief));
    const albedo = mix(bare, snow, ramp(0.012, -0.012, y - snowLine - 0.07 * (relief - 0.5)));
    return surface(albedo, { sunlight: sunlit, distance: ground.distance });
  });
}

/** Rounded wooded hills. */
export function woods(
  random: Random,
  baseY: number,
  height: number,
  distance: number,
  sunSide: number,
): Shape {
  const seed = random.integer(1 << 20);
  const frequency = uniformBetween(random, 1.2, 2.4);
  const tint = scale(pick(random, [fromHex('#4f7a4a'), fromHex('#5d8550'), fromHex('#45704f')]), 1);
  const skyline = (x: number) =>
    baseY -
    height * (0.35 + 0.65 * fractalNoise(x * frequency, 0.5, 3, seed)) -
    0.008 * noise(x * 90, 2.5, seed);
  return landform(baseY, { skyline, seed, distance, sunSide }, (x, y) => {
    const crowns = fractalNoise(x * 46, y * 60, 3, seed + 3);
    return surface(scale(tint, 0.7 + 0.6 * crowns), {
      sunlight: 0.3 + 0.9 * ramp(0.3, 0.7, crowns),
      openness: 0.6 + 0.4 * crowns,
      distance,
    });
  });
}

/** A slope of fields with hedges between them. */
export function fields(random: Random, baseY: number, height: number, sunSide: number): Shape {
  const seed = random.integer(1 << 20);
  const frequency = uniformBetween(random, 0.8, 1.6);
  const skyline = (x: number) => baseY - height * (0.4 + 0.6 * fractalNoise(x * frequency, 0.5, 2, seed));
  const slant = uniformBetween(random, -0.8, 0.8);
  const ground: Ground = { skyline, seed, distance: 0.22, sunSide };
  return landform(baseY, ground, (x, y) => field(x, y, ground, slant));
}

function field(x: number, y: number, { skyline, seed, distance, sunSide }: Ground, slant: number): Surface {
  const depth = (y - skyline(x)) * 9 + 0.35 * noise(x * 4, y * 4, seed + 5);
  const row = Math.floor(depth);
  const along = x * 4.5 + slant * depth + hash(row, 1, seed) + 0.25 * noise(y * 8, x * 3, seed + 6);
  const column = Math.floor(along);
  const edge = Math.min(along - column, (depth - row) * 0.7, column + 1 - along);
  const colour = meadows[Math.floor(hash(column, row, seed + 9) * meadows.length)] ?? hedge;
  const furrow = 0.92 + 0.16 * noise(along * 26, depth * 4, seed + 4);
  const slope = 0.75 + 4 * sunSide * (skyline(x + 0.02) - skyline(x - 0.02));
  if (edge < 0.055) return surface(hedge, { sunlight: 0.35, openness: 0.7, distance });
  return surface(scale(colour, furrow), { sunlight: between(0.55, 1, ramp(0.4, 1.1, slope)), distance });
}

/** The bank that the houses stand on. */
export function bank(random: Random, topY: number, baseY: number): Shape {
  const seed = random.integer(1 << 20);
  const skyline = (x: number) => topY + 0.012 * (noise(x * 4, 0.5, seed) - 0.5);
  const ground = { skyline, seed, distance: 0.04, sunSide: 0 };
  return landform(baseY, ground, (x, y) => grass(x, y, seed, ramp(baseY - 0.022, baseY - 0.014, y)));
}

const turf = fromHex('#7fa04b');
const stones = fromHex('#a89c88');

function grass(x: number, y: number, seed: number, stoniness: number): Surface {
  const blades = fractalNoise(x * 50, y * 90, 2, seed + 2);
  const joint = noise(x * 90, y * 120, seed + 8);
  const albedo: Rgb = mix(scale(turf, 0.7 + 0.5 * blades), scale(stones, 0.6 + 0.6 * joint), stoniness);
  return surface(albedo, { sunlight: 0.5 + 0.4 * blades, distance: 0.04 });
}

function landform(baseY: number, ground: Ground, at: (x: number, y: number) => Surface): Shape {
  return {
    left: 0,
    right: 1,
    top: 0,
    bottom: baseY,
    at: (x, y) => (y >= ground.skyline(x) ? at(x, y) : undefined),
  };
}

function peaks(x: number, seed: number): number {
  const broad = 1 - Math.abs(2 * noise(x, 0.5, seed) - 1);
  return 0.2 + 0.5 * broad + 0.55 * fractalNoise(x * 2.2, 1.5, 4, seed + 11);
}
