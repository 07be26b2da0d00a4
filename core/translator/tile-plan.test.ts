import fc from 'fast-check';
import { expect, test } from 'vitest';
import { overlapPixels, paddedSize, planTiles, tilePixels, type AxisPlan } from './tile-plan.ts';

const rules = { multipleOf: 4, minimum: 16, overlap: overlapPixels(40), maxTilePixels: 400_000 };

function overlaps({ length, starts }: AxisPlan): number[] {
  return starts.slice(1).map((start, i) => starts[i]! + length - start);
}

test('tile plan: a photo is padded to what the network takes', () => {
  expect(paddedSize({ width: 1, height: 4001 }, rules)).toEqual({ width: 16, height: 4004 });
});

test('tile plan: a network that looks nowhere still gets 64 pixels of context on each side', () => {
  expect(overlapPixels(0)).toBeGreaterThanOrEqual(2 * 64);
});

test('tile plan: where a tile could not hold its overlaps, it is larger than asked', () => {
  const plan = planTiles({ width: 600, height: 600 }, { ...rules, maxTilePixels: 10 });
  expect(plan.columns.length).toBeGreaterThanOrEqual(2 * rules.overlap);
});

test('tile plan: no tile is smaller than the network takes', () => {
  const plan = planTiles({ width: 3000, height: 3000 }, { ...rules, minimum: 1024 });
  expect(Math.min(plan.columns.length, plan.rows.length)).toBeGreaterThanOrEqual(1024);
});

test('tile plan: tiles cover the photo, overlap enough, keep in step and stay within the limit', () => {
  const side = fc.integer({ min: 4, max: 3000 }).map((quarter) => quarter * 4);
  fc.assert(
    fc.property(side, side, fc.integer({ min: 400_000, max: 2_000_000 }), (width, height, maxTilePixels) => {
      const plan = planTiles({ width, height }, { ...rules, maxTilePixels });
      expect(tilePixels(plan)).toBeLessThanOrEqual(maxTilePixels);
      for (const [axis, total] of [
        [plan.columns, width],
        [plan.rows, height],
      ] as const) {
        expect(axis.starts[0]).toBe(0);
        expect(axis.starts.at(-1)! + axis.length).toBe(total);
        expect(Math.min(Infinity, ...overlaps(axis))).toBeGreaterThanOrEqual(rules.overlap);
        expect([axis.length, ...axis.starts].every((value) => value % 4 === 0)).toBe(true);
      }
    }),
    { seed: 1 },
  );
});

test('tile plan: a 24-megapixel photo is computed less than one and a half times', () => {
  const plan = planTiles(
    { width: 6000, height: 4000 },
    { ...rules, overlap: overlapPixels(87), maxTilePixels: 1_500_000 },
  );
  const computed = tilePixels(plan) * plan.columns.starts.length * plan.rows.starts.length;
  expect(computed / (6000 * 4000)).toBeLessThan(1.5);
});
