/** A colour in linear light; 1 is the white of the screen, lamps and the sun are brighter. */
export type Rgb = readonly [red: number, green: number, blue: number];

/** A colour as designers write it (`#rrggbb`, sRGB) in linear light. */
export function fromHex(hex: string): Rgb {
  const channel = (start: number) => toLinear(Number.parseInt(hex.slice(start, start + 2), 16) / 255);
  return [channel(1), channel(3), channel(5)];
}

export function mix(from: Rgb, to: Rgb, fraction: number): Rgb {
  return [
    from[0] + (to[0] - from[0]) * fraction,
    from[1] + (to[1] - from[1]) * fraction,
    from[2] + (to[2] - from[2]) * fraction,
  ];
}

export function add(a: Rgb, b: Rgb): Rgb {
  return [a[0] + b[0], a[1] + b[1], a[2] + b[2]];
}

export function scale(colour: Rgb, factor: number): Rgb {
  return [colour[0] * factor, colour[1] * factor, colour[2] * factor];
}

export function multiply(a: Rgb, b: Rgb): Rgb {
  return [a[0] * b[0], a[1] * b[1], a[2] * b[2]];
}

/** One channel for the screen: highlights roll off above 0.8, then the sRGB curve; result 0 to 255, not rounded. */
export function toScreen(linear: number): number {
  const shoulder = linear <= 0.8 ? Math.max(linear, 0) : 1 - 0.2 * Math.exp((0.8 - linear) / 0.2);
  const curved = shoulder <= 0.0031308 ? 12.92 * shoulder : 1.055 * Math.pow(shoulder, 1 / 2.4) - 0.055;
  return 255 * curved;
}

function toLinear(srgb: number): number {
  return srgb <= 0.04045 ? srgb / 12.92 : Math.pow((srgb + 0.055) / 1.055, 2.4);
}
