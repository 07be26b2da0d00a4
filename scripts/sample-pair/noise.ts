/** A fixed random number in [0, 1) for each lattice point. */
export function hash(column: number, row: number, seed: number): number {
  let bits = Math.imul(column, 0x27d4eb2d) ^ Math.imul(row, 0x165667b1) ^ Math.imul(seed, 0x9e3779b1);
  bits = Math.imul(bits ^ (bits >>> 15), 0x85ebca6b);
  bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2ae35);
  return ((bits ^ (bits >>> 16)) >>> 0) / 4294967296;
}

/** Smooth noise in [0, 1) with features of size 1. */
export function noise(x: number, y: number, seed: number): number {
  const column = Math.floor(x);
  const row = Math.floor(y);
  const u = smooth(x - column);
  const v = smooth(y - row);
  const top = between(hash(column, row, seed), hash(column + 1, row, seed), u);
  const bottom = between(hash(column, row + 1, seed), hash(column + 1, row + 1, seed), u);
  return between(top, bottom, v);
}

/** Noise over several octaves, each half as large and half as strong; about [0, 1). */
export function fractalNoise(x: number, y: number, octaves: number, seed: number): number {
  let sum = 0;
  let weight = 0.5;
  let total = 0;
  for (let octave = 0; octave < octaves; octave += 1) {
    const frequency = 2 ** octave;
    sum += weight * noise(x * frequency, y * frequency, seed + octave);
    total += weight;
    weight /= 2;
  }
  return sum / total;
}

/** 0 below `from`, 1 above `to`, with a smooth passage. */
export function ramp(from: number, to: number, value: number): number {
  return smooth(Math.min(1, Math.max(0, (value - from) / (to - from))));
}

export function between(from: number, to: number, fraction: number): number {
  return from + (to - from) * fraction;
}

function smooth(t: number): number {
  return t * t * (3 - 2 * t);
}
