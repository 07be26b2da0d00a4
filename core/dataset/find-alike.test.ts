import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { findAlike, type Hashed } from './find-alike.ts';

/** A hash with every second bit set, and the lowest `flipped` bits of its first word turned over. */
function hashed(name: string, flipped = 0, base = 0xaaaaaaaa): Hashed {
  const differenceHash = Uint32Array.of(base ^ (2 ** flipped - 1), base, base, base);
  return { sha256: name, differenceHash };
}

describe('alike pictures', () => {
  test('none and one have no company', async () => {
    expect(await findAlike([])).toEqual([]);
    expect(await findAlike([hashed('a')])).toEqual([]);
  });

  test('six bits apart are alike, seven are not', async () => {
    expect(await findAlike([hashed('a'), hashed('b', 6)])).toEqual([[0, 1]]);
    expect(await findAlike([hashed('a'), hashed('b', 7)])).toEqual([]);
  });

  test('a chain of likenesses is one group', async () => {
    const far = hashed('x', 0, 0x55555555);
    expect(await findAlike([hashed('a'), far, hashed('b', 5), hashed('c', 10)])).toEqual([[0, 2, 3]]);
  });

  test('plain pictures are alike only with the same content', async () => {
    expect(await findAlike([hashed('a', 0, 0), hashed('b', 0, 0), hashed('a', 0, 0)])).toEqual([[0, 2]]);
  });

  test('the groups name each picture at most once, in order', async () => {
    const item = fc.record({
      name: fc.nat(20),
      flipped: fc.nat(31),
      base: fc.constantFrom(0, 0xaaaaaaaa, 0x0f0f0f0f),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(item, { maxLength: 80 }), async (items) => {
        const groups = await findAlike(
          items.map(({ name, flipped, base }) => hashed(`${name}`, flipped, base)),
        );
        const all = groups.flat();
        expect(new Set(all).size).toBe(all.length);
        for (const group of groups) expect(group).toEqual(group.toSorted((a, b) => a - b));
      }),
      { numRuns: 50, seed: 1 },
    );
  });
});
