import { describe, expect, it } from 'vitest';
import { filtersOf, isWord, termsOf, withTerm, withoutTerm } from './search-terms.ts';

describe('terms of a search', () => {
  it('are none of spaces', () => expect(termsOf('  ')).toEqual([]));

  it('take a quote that was never closed to the end', () => {
    expect(termsOf('camera:"Leica M')).toEqual([
      { text: 'camera:"Leica M', key: 'camera', value: 'Leica M' },
    ]);
  });

  it('take an unknown key as a word, so that times and addresses can be searched', () => {
    expect(termsOf('12:30')).toEqual([{ text: '12:30', value: '12:30' }]);
  });

  it('are words and filters', () => {
    expect(termsOf('beach STYLE:Zorn').map(({ key, value }) => [key, value])).toEqual([
      [undefined, 'beach'],
      ['style', 'Zorn'],
    ]);
  });

  it('keep spaces within quotes', () => {
    expect(termsOf('camera:"Leica M6" x').map(({ value }) => value)).toEqual(['Leica M6', 'x']);
  });
});

describe('chips of a search', () => {
  it('leave out a filter that is still being typed', () => expect(filtersOf('style: beach')).toEqual([]));

  it('replace the value of a key that is there', () => {
    expect(withTerm('beach stars:3', 'stars', '5')).toBe('beach stars:5');
  });

  it('quote a value with spaces', () => {
    expect(withTerm('', 'style', 'Winter "night" one')).toBe('style:"Winter night one"');
  });

  it('hold names, tags and trainings too', () => {
    expect(filtersOf('name:a tag:"b c" run:d').map(({ key, value }) => [key, value])).toEqual([
      ['name', 'a'],
      ['tag', 'b c'],
      ['run', 'd'],
    ]);
  });

  it('S-14 are one term whatever the tag holds', () => {
    for (const tag of ['5"7 print', '"', 'a"b', '<b>x y</b>', 'made:none', 'tag:x'])
      expect(termsOf(withTerm('', 'tag', tag))).toMatchObject([{ key: 'tag' }]);
  });

  it('know what can be searched for', () => {
    expect(['\u2605', '--', '\u6771\u4eac', '5'].map(isWord)).toEqual([false, false, true, true]);
  });

  it('are taken away one at a time, the words stay', () => {
    expect(withoutTerm('beach style:"A b" made:none', 'style:"A b"')).toBe('beach made:none');
  });
});
