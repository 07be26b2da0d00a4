import { createWriteStream, writeFileSync } from 'node:fs';
import { once } from 'node:events';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../files/temporary-folder-stand-in.ts';
import { watchTurns } from '../files/watch-turns-stand-in.ts';
import { thinLosses } from './thin-losses.ts';

const lineOf = (step: number, cycle = step / 10) =>
  `${JSON.stringify({ step, losses: { adversarialG: 0.25, cycle }, elapsedMs: 5 })}\n`;

const logOf = (text: string) => {
  const path = join(temporaryFolder(), 'losses.jsonl');
  writeFileSync(path, text);
  return path;
};

const stepsOf = (lines: readonly { readonly step: number }[]) => lines.map(({ step }) => step);

test('thin losses: a run without a log has none', async () => {
  expect(await thinLosses(join(temporaryFolder(), 'none'), { fromStep: 0, points: 10 })).toEqual([]);
});

test('thin losses: a damaged and a torn line are left out', async () => {
  const path = logOf(`${lineOf(1)}no json\n${lineOf(2)}{"step":3,"los`);
  expect(stepsOf(await thinLosses(path, { fromStep: 0, points: 10 }))).toEqual([1, 2]);
});

test('thin losses: few steps are given whole, from the wanted one on', async () => {
  const path = logOf([1, 2, 3, 4, 5].map((step) => lineOf(step)).join(''));
  expect(stepsOf(await thinLosses(path, { fromStep: 3, points: 10 }))).toEqual([3, 4, 5]);
});

test('thin losses: of many steps the peaks stay, and the newest', async () => {
  const steps = Array.from({ length: 1000 }, (_, i) => i + 1);
  const path = logOf(steps.map((step) => lineOf(step, step === 500 ? 99 : 1)).join(''));
  const found = await thinLosses(path, { fromStep: 0, points: 20 });
  expect(found.length).toBeLessThanOrEqual(20);
  expect(stepsOf(found)).toContain(500);
  expect(stepsOf(found).at(-1)).toBe(1000);
  expect(stepsOf(found)).toEqual(stepsOf(found).toSorted((a, b) => a - b));
});

test('thin losses: S-72 a log of a million steps opens within a second and keeps nobody waiting', async () => {
  const path = join(temporaryFolder(), 'losses.jsonl');
  const out = createWriteStream(path);
  for (let from = 1; from <= 1_000_000; from += 10_000) {
    const text = Array.from({ length: 10_000 }, (_, i) => lineOf(from + i)).join('');
    if (!out.write(text)) await once(out, 'drain');
  }
  await new Promise((done) => out.end(() => done(undefined)));
  const turns = watchTurns();
  const startMs = performance.now();
  const found = await thinLosses(path, { fromStep: 0, points: 1000 });
  const tookMs = performance.now() - startMs;
  expect(tookMs).toBeLessThan(1000);
  expect(turns.end()).toBeLessThan(50);
  expect(found.length).toBeGreaterThan(900);
  expect(found.at(-1)?.step).toBe(1_000_000);
  const late = await thinLosses(path, { fromStep: 999_990, points: 100 });
  expect(stepsOf(late)).toEqual([999_990, ...Array.from({ length: 10 }, (_, i) => 999_991 + i)]);
});
