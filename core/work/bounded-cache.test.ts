import { expect, test } from 'vitest';
import { BoundedCache } from './bounded-cache.ts';

test('bounded cache: what is too heavy for all is kept alone', () => {
  const cache = new BoundedCache<string>(10);
  cache.add('a', 'A', 1);
  cache.add('b', 'B', 99);
  expect([cache.get('a'), cache.get('b')]).toEqual([undefined, 'B']);
});

test('bounded cache: the value used longest ago goes first, and is told', () => {
  const dropped: string[] = [];
  const cache = new BoundedCache<string>(2, (value) => dropped.push(value));
  cache.add('a', 'A', 1);
  cache.add('b', 'B', 1);
  cache.get('a');
  cache.add('c', 'C', 1);
  expect(dropped).toEqual(['B']);
});

test('bounded cache: a value in the place of another drops the other', () => {
  const dropped: string[] = [];
  const cache = new BoundedCache<string>(2, (value) => dropped.push(value));
  cache.add('a', 'A', 1);
  cache.add('a', 'Z', 1);
  expect([cache.get('a'), dropped]).toEqual(['Z', ['A']]);
});
