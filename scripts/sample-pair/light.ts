import { add, fromHex, mix, multiply, scale, type Rgb } from './colour.ts';
import { ramp } from './noise.ts';
import type { Surface } from './shape.ts';

/** The hour of a picture: everything that differs between the two domains. */
export interface Light {
  /** Sky colours from the horizon (0) to the top of the picture (1). */
  readonly sky: readonly (readonly [elevation: number, colour: Rgb])[];
  readonly sun: Rgb;
  readonly ambient: Rgb;
  readonly haze: Rgb;
  readonly hazeStrength: number;
  readonly lamp: Rgb;
  /** The disc of the sun or, at its place, of the moon. */
  readonly disc: Rgb;
  readonly discHalo: Rgb;
  readonly cloudTop: Rgb;
  readonly cloudBase: Rgb;
  readonly water: Rgb;
}

export const day: Light = {
  sky: [
    [0, fromHex('#e4eef0')],
    [0.25, fromHex('#b9d9ec')],
    [0.6, fromHex('#7fb8e2')],
    [1, fromHex('#4a8fd0')],
  ],
  sun: [1.02, 0.94, 0.78],
  ambient: [0.36, 0.42, 0.5],
  haze: fromHex('#c3d9e6'),
  hazeStrength: 0.62,
  lamp: [0, 0, 0],
  disc: [4, 3.7, 2.9],
  discHalo: [0.5, 0.46, 0.34],
  cloudTop: [1, 1, 1],
  cloudBase: fromHex('#b4c4d4'),
  water: fromHex('#2f6f86'),
};

export const dusk: Light = {
  sky: [
    [0, fromHex('#e2905a')],
    [0.13, fromHex('#bf695c')],
    [0.33, fromHex('#704b6c')],
    [0.62, fromHex('#2c3062')],
    [1, fromHex('#121b44')],
  ],
  sun: [0.06, 0.035, 0.04],
  ambient: [0.05, 0.062, 0.135],
  haze: fromHex('#3f3b63'),
  hazeStrength: 0.72,
  lamp: [2.2, 1.12, 0.32],
  disc: [1.15, 1.02, 0.74],
  discHalo: [0.12, 0.1, 0.12],
  cloudTop: fromHex('#333257'),
  cloudBase: fromHex('#a8627a'),
  water: fromHex('#131a3a'),
};

export function skyColour(light: Light, elevation: number): Rgb {
  let [below, colour] = light.sky[0] ?? [0, [0, 0, 0] as Rgb];
  for (const [stop, next] of light.sky) {
    if (elevation <= stop) {
      return stop > below ? mix(colour, next, Math.max(0, elevation - below) / (stop - below)) : next;
    }
    [below, colour] = [stop, next];
  }
  return colour;
}

/** The light that reaches the eye from a surface, through the haze before it. */
export function shade(surface: Surface, light: Light): Rgb {
  const received = add(scale(light.sun, surface.sunlight), scale(light.ambient, surface.openness));
  const reflected = multiply(surface.albedo, received);
  const veiled = mix(reflected, light.haze, ramp(0, 1, surface.distance) * light.hazeStrength);
  return add(veiled, scale(light.lamp, surface.lamp));
}
