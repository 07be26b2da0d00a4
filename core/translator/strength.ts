/**
 * Mixes a translation with its original in linear light, into `translated`: both float32 in [-1, 1], sRGB, of one
 * layout. Strength 0 is the original, 1 the translation.
 */
export function mixInto(translated: Float32Array, original: Float32Array, strength: number): void {
  for (let i = 0; i < translated.length; i++) {
    const [from, to] = [linear(original[i]!), linear(translated[i]!)];
    translated[i] = encoded(from + (to - from) * strength);
  }
}

/** The same for bytes 0 to 255 of one layout; gives new ones. */
export function mixBytes(translated: Uint8Array, original: Uint8Array, strength: number): Uint8Array {
  const mixed = new Uint8ClampedArray(translated.length);
  for (let i = 0; i < translated.length; i++) {
    const [from, to] = [lightOfByte[original[i]!]!, lightOfByte[translated[i]!]!];
    mixed[i] = (encoded(from + (to - from) * strength) + 1) * 127.5;
  }
  return new Uint8Array(mixed.buffer);
}

/** sRGB in [-1, 1] -> linear light 0 to 1 (IEC 61966-2-1). */
function linear(value: number): number {
  const share = Math.min(1, Math.max(0, (value + 1) / 2));
  return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
}

function encoded(light: number): number {
  const share = light <= 0.0031308 ? light * 12.92 : 1.055 * light ** (1 / 2.4) - 0.055;
  return share * 2 - 1;
}

const lightOfByte = Float64Array.from({ length: 256 }, (_, byte) => linear(byte / 127.5 - 1));
