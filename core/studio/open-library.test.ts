import { expect, test } from 'vitest';
import { CoreError } from '../contract/core-error.ts';
import { openHouse } from './house-stand-in.ts';

test('library: S-55 where a part finds damage, the others end their work before the catalog is closed', async () => {
  const ends: unknown[] = [];
  const damage = new CoreError('damaged-catalog', 'Pages are overwritten.');
  const opening = openHouse([
    ({ catalog }) => ({
      areas: {},
      close: async () => void ends.push(catalog.runs.list()), // throws where the catalog is closed
    }),
    () => ({ areas: {}, prepare: () => Promise.reject(damage) }),
  ]);
  await expect(opening).rejects.toBe(damage);
  expect(ends).toEqual([[]]);
});
