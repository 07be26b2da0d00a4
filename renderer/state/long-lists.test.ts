import { expect, test } from 'vitest';
import { LongLists } from './long-lists.ts';

/** A storage that takes so many letters. */
function storage(mostLetters = 1000) {
  const items = new Map<string, string>();
  return {
    items,
    getItem: (key: string) => items.get(key) ?? null,
    setItem(key: string, value: string) {
      const others = [...items].filter(([name]) => name !== key).flat();
      if ([...others, key, value].join('').length > mostLetters) throw new Error('QuotaExceededError');
      items.set(key, value);
    },
    removeItem: (key: string) => void items.delete(key),
    key: (index: number) => [...items.keys()][index] ?? null,
    get length() {
      return items.size;
    },
  };
}

test('long lists: an unknown key finds nothing', () =>
  expect(new LongLists(storage()).find('x')).toBeUndefined());

test('long lists: what is kept is found under a short key, also after a reload', () => {
  const kept = storage();
  const list = '7-'.repeat(300);
  const key = new LongLists(kept).keep(list);
  expect(key.length).toBeLessThan(20);
  expect(new LongLists(kept).find(key)).toBe(list);
});

test('long lists: other lists have other keys', () => {
  const lists = new LongLists(storage());
  expect(lists.keep('1-2-3')).not.toBe(lists.keep('1-2-4'));
});

test('long lists: in a full storage the lists before give way, and nothing else', () => {
  const kept = storage(120);
  kept.setItem('diptych-token', 'secret');
  const lists = new LongLists(kept);
  const first = lists.keep('1'.repeat(60));
  const second = lists.keep('2'.repeat(60));
  expect([lists.find(first), lists.find(second)]).toEqual([undefined, '2'.repeat(60)]);
  expect(kept.getItem('diptych-token')).toBe('secret');
});
