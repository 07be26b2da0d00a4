import { expect, test } from 'vitest';
import { parseBenchArguments } from './bench-arguments.ts';

const wrong: [string, string[]][] = [
  ['an unknown option', ['--fast']],
  ['a word that belongs to no option', ['128/32/6']],
  ['a case of two numbers', ['--case', '128/32']],
  ['a size that the network cannot take', ['--case', '130/32/6']],
  ['no trials', ['--trials', '0']],
  ['trials that are no number', ['--trials', 'many']],
  ['half a step', ['--train-steps', '1.5']],
  ['an empty peer', ['--peer', ' ']],
  ['two cases to profile', ['--profile', '--case', '32/4/1', '--case', '64/4/1']],
];

test.each(wrong)('bench arguments: %s is answered with one sentence', (_, args) => {
  const answer = parseBenchArguments(args);
  expect(Object.keys(answer)).toEqual(['problem']);
  expect(Object.values(answer)[0]).toMatch(/^[^\n]+$/);
});

test('bench arguments: without any, the three standard cases are measured', () => {
  expect(parseBenchArguments([])).toMatchObject({
    cases: [
      { sizePixels: 64, filters: 32, blocks: 4, repeats: 15 },
      { sizePixels: 128, filters: 32, blocks: 6, repeats: 9 },
      { sizePixels: 256, filters: 64, blocks: 9, repeats: 3 },
    ],
    peers: [],
    profile: false,
  });
});

test('bench arguments: peers keep their order', () => {
  expect(parseBenchArguments(['--peer', 'new', '--peer', 'old --slow'])).toMatchObject({
    peers: ['new', 'old --slow'],
  });
});

test('bench arguments: train-steps holds for steps and loop', () => {
  expect(parseBenchArguments(['--case', '32/4/1', '--train-steps', '2'])).toMatchObject({
    cases: [{ repeats: 2, loopSteps: 2 }],
  });
});
