import type { Random } from '../../core/random/random.ts';
import type { Rgb } from './colour.ts';
import { between } from './noise.ts';

/** What one point of a thing is, whatever the hour: the light decides how it looks. */
export interface Surface {
  readonly albedo: Rgb;
  /** How much of the sun's light falls here: 0 in shadow, 1 facing it. */
  readonly sunlight: number;
  /** How much of the sky's light falls here: 1 in the open, less in corners and foliage. */
  readonly openness: number;
  /** 0 near, 1 where the haze is thickest. */
  readonly distance: number;
  /** Lamplight given off when lamps are lit. */
  readonly lamp: number;
}

/** A thing in the picture. Positions run from 0 to 1 rightwards and downwards. */
export interface Shape {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
  at(x: number, y: number): Surface | undefined;
}

/** Where a thing stands. */
export interface Place {
  readonly x: number;
  readonly baseY: number;
  readonly distance: number;
  /** -1 where the sun stands on the left, 1 on the right. */
  readonly sunSide: number;
}

export function surface(albedo: Rgb, facts: Partial<Surface> = {}): Surface {
  return { albedo, sunlight: 0.7, openness: 1, distance: 0, lamp: 0, ...facts };
}

/** The surface of the frontmost of `shapes` (listed front to back) at a point. */
export function frontmost(shapes: readonly Shape[], x: number, y: number): Surface | undefined {
  for (const shape of shapes) {
    if (x < shape.left || x > shape.right || y < shape.top || y > shape.bottom) continue;
    const found = shape.at(x, y);
    if (found) return found;
  }
  return undefined;
}

export function pick<T>(random: Random, choices: readonly [T, ...T[]]): T {
  return choices[random.integer(choices.length)] ?? choices[0];
}

export function uniformBetween(random: Random, from: number, to: number): number {
  return between(from, to, random.uniform());
}
