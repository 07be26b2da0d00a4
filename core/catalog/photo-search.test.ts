import { expect, test } from 'vitest';
import { parseSearch } from './photo-search.ts';

test.each(['', '   ', '" "', '- * ( ) "', '\u{1F98A}'])('search: "%s" looks for nothing', (text) => {
  expect(parseSearch(text)).toEqual({
    match: null,
    isUntranslated: false,
    hasProblem: false,
    leastStars: 0,
  });
});

test('search: what means something to FTS5 is only letters here', () => {
  expect(parseSearch('NOT (a OR "b').match).toBe('"NOT"* AND "(a"* AND "OR"* AND "b"*');
});

test('search: words are beginnings, all of them', () => {
  expect(parseSearch('sea dusk').match).toBe('"sea"* AND "dusk"*');
});

test('search: quotes hold words together', () => {
  expect(parseSearch('style:"ink wash" camera:Canon').match).toBe(
    'styles : "ink wash"* AND camera : "Canon"*',
  );
});

test('search: what is made, has problems and has stars are no words', () => {
  expect(parseSearch('made:none has:problem stars:3 sea')).toEqual({
    match: '"sea"*',
    isUntranslated: true,
    hasProblem: true,
    leastStars: 3,
  });
});

test('search: each kind of words can be looked for alone', () => {
  expect(parseSearch('name:a camera:b style:c tag:d run:"e f"').match).toBe(
    'name : "a"* AND camera : "b"* AND styles : "c"* AND tags : "d"* AND runs : "e f"*',
  );
});

test('search: an unknown key is two words', () => {
  expect(parseSearch('12:30 stars:9').match).toBe('"12:30"* AND "stars 9"*');
});
