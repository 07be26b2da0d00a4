import { expect, test } from 'vitest';
import type { LeftOut, PhotoOutcome } from '../contract/events.ts';
import { newsOf, outcomeTable } from './news.ts';

const leftOut = (index: number): LeftOut => ({
  side: 'a',
  path: `${index}.bmp`,
  reason: index % 2 === 0 ? 'unsupported-format' : 'truncated-image',
  message: 'It cannot be used.',
});

test('news: of many files left out the first are named and the others counted by code', () => {
  const lines = newsOf({
    type: 'dataset-imported',
    dataset: 'dusk',
    version: 1,
    used: { a: 2, b: 3 },
    judge: { a: 0, b: 0 },
    leftOut: Array.from({ length: 25 }, (_, index) => leftOut(index)),
    warnings: ['Two look alike.'],
  });
  expect(lines).toHaveLength(1 + 20 + 1 + 1);
  expect(lines.slice(-2)).toEqual([
    '  and 5 more: 3 x D-IMG-001, 2 x D-IMG-002', // 20, 22, 24 and 21, 23
    '  warning: Two look alike.',
  ]);
});

test('news: progress is no news', () => {
  expect(newsOf({ type: 'dataset-progress', dataset: 'dusk', done: 1, total: 2 })).toEqual([]);
});

test('news: a batch without photos still has its counts', () => {
  expect(outcomeTable([])).toBe('0 done, 0 skipped, 0 failed');
});

test('news: the table names photos from their common folder on', () => {
  const outcomes: PhotoOutcome[] = [
    { status: 'done', photo: '/in/a.jpg', result: '/out/a.dusk.jpg', seconds: 1, warnings: [] },
    { status: 'failed', photo: '/in/sub/b.jpg', reason: 'truncated-image', message: 'It ends early.' },
  ];
  expect(outcomeTable(outcomes).split('\n')).toEqual([
    '        photo      result',
    'done    a.jpg      /out/a.dusk.jpg',
    'failed  sub/b.jpg  D-IMG-002 It ends early.',
    '1 done, 0 skipped, 1 failed',
  ]);
});
