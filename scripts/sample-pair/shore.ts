import type { Random } from '../../core/random/random.ts';
import { fromHex, mix, scale, type Rgb } from './colour.ts';
import { fractalNoise, noise, ramp } from './noise.ts';
import { pick, surface, uniformBetween, type Place, type Shape, type Surface } from './shape.ts';

const iron = fromHex('#3b4148');
const lantern = fromHex('#dcd6c0');
const wood = fromHex('#8a6a4c');
const hulls = ['#f3f0e8', '#b4483a', '#2f5f7d', '#e0b04a'] as const;
const sails = ['#fbf8f0', '#f3e3c3', '#c9563f'] as const;

/** A street lamp. */
export function streetLamp(place: Place, height: number): Shape {
  return {
    left: place.x - 0.014,
    right: place.x + 0.014,
    top: place.baseY - height - 0.014,
    bottom: place.baseY,
    at(x, y) {
      const dx = Math.abs(x - place.x);
      const up = place.baseY - y;
      if (dx * dx + (up - height) ** 2 < 0.0105 ** 2) return surface(lantern, { lamp: 1.5 });
      return dx < 0.0032 && up < height ? surface(iron, { sunlight: 0.5 }) : undefined;
    },
  };
}

/** A sailing boat on the water; `size` is its length. The mirrored boat below it belongs to the shape. */
export function sailingBoat(random: Random, x: number, y: number, size: number): Shape {
  const hull = fromHex(pick(random, hulls));
  const sail = fromHex(pick(random, sails));
  const leans = random.uniform() < 0.5 ? 1 : -1;
  const height = size * uniformBetween(random, 1.15, 1.5);
  const boat = (dx: number, up: number) => boatAt(dx * leans, up, { size, height, hull, sail });
  return {
    left: x - size,
    right: x + size,
    top: y - height,
    bottom: y + height,
    at(px, py) {
      if (py <= y) return boat(px - x, y - py);
      const wobble = 0.22 * size * (noise(px * 14, py * 130, 77) - 0.5);
      return drowned(boat(px - x + wobble, (py - y) * 1.15), (py - y) / height);
    },
  };
}

interface Boat {
  readonly size: number;
  readonly height: number;
  readonly hull: Rgb;
  readonly sail: Rgb;
}

function boatAt(dx: number, up: number, { size, height, hull, sail }: Boat): Surface | undefined {
  const deck = size * 0.16;
  if (up < deck) {
    const half = size * (0.36 + 0.14 * (up / deck));
    if (Math.abs(dx) > half) return undefined;
    return surface(scale(hull, up > deck * 0.75 ? 1 : 0.85), { sunlight: 0.8 });
  }
  if (Math.abs(dx) < 0.0035) return surface(wood);
  const rise = (up - deck * 1.6) / (height - deck * 1.6);
  if (rise < 0 || rise > 1) return undefined;
  const reach = dx > 0 ? 0.48 * (1 - rise) ** 0.8 : 0.36 * (1 - rise * 1.25); // mainsail and jib
  return Math.abs(dx) < size * reach ? surface(sail, { sunlight: dx > 0 ? 0.95 : 0.7 }) : undefined;
}

function drowned(seen: Surface | undefined, depth: number): Surface | undefined {
  if (!seen || depth > 0.75) return undefined;
  const tint = mix(seen.albedo, fromHex('#2f6f86'), 0.35 + 0.5 * depth);
  return { ...seen, albedo: tint, sunlight: seen.sunlight * 0.75, lamp: seen.lamp * 0.5 };
}

/** A wooden jetty running out from the bank. */
export function jetty(x: number, shoreY: number, length: number): Shape {
  return {
    left: x - 0.05,
    right: x + 0.05,
    top: shoreY,
    bottom: shoreY + length + 0.03,
    at(px, py) {
      const out = (py - shoreY) / length;
      const half = 0.016 + 0.018 * out;
      const dx = px - x - 0.03 * out;
      if (out <= 1 && Math.abs(dx) < half) {
        return surface(scale(wood, ((py - shoreY) * 100) % 1 < 0.2 ? 0.65 : 1.05), { sunlight: 0.85 });
      }
      const isPost = Math.abs(Math.abs(dx) - half) < 0.0045 && (out * 2.5) % 1 < 0.5;
      return isPost ? surface(scale(wood, 0.5), { sunlight: 0.3 }) : undefined;
    },
  };
}

const grassTints = ['#6f9440', '#86a548', '#9bae55'].map(fromHex);

/** Tall grass and reeds before everything else, at one lower corner. */
export function reeds(random: Random, side: 'left' | 'right'): Shape {
  const seed = random.integer(1 << 20);
  const height = uniformBetween(random, 0.1, 0.17);
  const width = uniformBetween(random, 0.35, 0.6);
  return {
    left: side === 'left' ? 0 : 1 - width,
    right: side === 'left' ? width : 1,
    top: 1 - height * 1.5,
    bottom: 1,
    at(x, y) {
      const inward = (side === 'left' ? x : 1 - x) / width;
      const tip = height * (1 - inward) ** 0.7;
      const up = 1 - y;
      const blade = noise((x + (up * up) / 0.5) * 85, 0.5, seed);
      if (up > tip * (0.35 + 0.95 * blade)) return undefined;
      const tint = grassTints[Math.floor(noise(x * 60, 3.5, seed) * grassTints.length)] ?? wood;
      return surface(scale(tint, 0.45 + 0.7 * ramp(0, 0.12, up)), {
        sunlight: 0.3 + 0.5 * blade,
        openness: 0.8,
      });
    },
  };
}

/** A meadow from the bank to the lower edge, with a winding path. */
export function meadow(random: Random, topY: number): Shape {
  const seed = random.integer(1 << 20);
  const bend = uniformBetween(random, -0.25, 0.25);
  const start = uniformBetween(random, 0.3, 0.7);
  return {
    left: 0,
    right: 1,
    top: topY,
    bottom: 1,
    at(x, y) {
      const near = (y - topY) / (1 - topY);
      const centre = start + bend * Math.sin(near * 4) * near;
      const path = Math.abs(x - centre) - (0.008 + 0.075 * near * near);
      return meadowAt(x, y, near, path + 0.01 * (noise(x * 40, y * 40, seed) - 0.5), seed);
    },
  };
}

const gravel = fromHex('#b89f74');
const flowers = ['#f0d24a', '#e8e6f0', '#d8584a'].map(fromHex);

function meadowAt(x: number, y: number, near: number, path: number, seed: number): Surface {
  const coarse = 120 - 75 * near;
  const blades = fractalNoise(x * coarse, y * coarse * 1.6, 3, seed + 2);
  const patches = fractalNoise(x * 5, y * 14, 2, seed + 4);
  const green = mix(fromHex('#6f9a44'), fromHex('#b0b458'), ramp(0.35, 0.65, patches));
  const isFlower = noise(x * coarse, y * coarse * 1.3, seed + 6) > 0.93 && patches > 0.48;
  const flower = flowers[Math.floor(noise(x * 7, y * 7, seed + 8) * 3)] ?? green;
  const grown = isFlower ? flower : scale(green, 0.6 + 0.7 * blades);
  const albedo = mix(scale(gravel, 0.85 + 0.3 * blades), grown, ramp(-0.004, 0.006, path));
  return surface(albedo, { sunlight: 0.45 + 0.5 * blades, distance: 0.05 * (1 - near) });
}
