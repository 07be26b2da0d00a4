/** Groups of pictures whose difference hashes differ in a few bits only. */

/** At most this many of 128 bits: re-saved, resized or slightly retouched copies, not merely similar scenes. */
const nearBits = 6;

/** A hash with fewer bits than this says nothing: plain colour. */
const leastSlopes = 16;

export interface Hashed {
  readonly sha256: string;
  readonly differenceHash: Uint32Array;
}

/**
 * Groups of two or more alike items, by index, in order. Pictures of plain colour are alike only when their content
 * is the same. Yields now and then, for a set of thousands takes seconds.
 */
export async function findAlike(items: readonly Hashed[]): Promise<readonly (readonly number[])[]> {
  const hashes = items.map(({ differenceHash }) => differenceHash);
  const flat = new Uint32Array(4);
  const groupOf = items.map((_, index) => index);
  for (const same of Map.groupBy(items.keys(), (index) => items[index]!.sha256).values()) {
    for (const index of same) join(groupOf, same[0]!, index);
  }
  for (let i = 0; i < items.length; i++) {
    if (i % 64 === 63) await new Promise(setImmediate);
    if (distance(hashes[i]!, flat) < leastSlopes) continue;
    for (let j = i + 1; j < items.length; j++) {
      if (distance(hashes[i]!, hashes[j]!) <= nearBits) join(groupOf, i, j);
    }
  }
  const groups = Map.groupBy(items.keys(), (index) => rootOf(groupOf, index));
  return [...groups.values()].filter((group) => group.length > 1);
}

/** In how many bits two hashes differ. */
function distance(a: Uint32Array, b: Uint32Array): number {
  return bits(a[0]! ^ b[0]!) + bits(a[1]! ^ b[1]!) + bits(a[2]! ^ b[2]!) + bits(a[3]! ^ b[3]!);
}

/** How many bits of a 32-bit number are set. */
function bits(value: number): number {
  let count = value - ((value >>> 1) & 0x55555555);
  count = (count & 0x33333333) + ((count >>> 2) & 0x33333333);
  return Math.imul((count + (count >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}

function rootOf(groupOf: number[], index: number): number {
  let root = index;
  while (groupOf[root] !== root) root = groupOf[root]!;
  groupOf[index] = root;
  return root;
}

function join(groupOf: number[], a: number, b: number): void {
  const first = rootOf(groupOf, a);
  const second = rootOf(groupOf, b);
  groupOf[Math.max(first, second)] = Math.min(first, second);
}
