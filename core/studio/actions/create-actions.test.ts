import Database from 'better-sqlite3';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addPhotos, newPath, openForTest } from '../../catalog/catalog-stand-in.ts';
import type { LibraryChange } from '../../catalog/library-changes.ts';
import { createChanges } from '../changes.ts';
import { createLibraryEffect } from '../photos/library-effect.ts';
import type { EffectKind } from './actions.ts';
import { createActions } from './create-actions.ts';

const photoCount = 12;

/** A catalog of listed photos with an album, and actions over it. */
async function openWithActions(path = newPath()) {
  const catalog = await openForTest(path);
  if (catalog.photos.list().length === 0) {
    addPhotos(catalog, photoCount);
    const ids = catalog.photos.list().map(({ id }) => id);
    catalog.libraryChanges.apply([
      { what: 'photos', ids, values: { listed: 1 } },
      { what: 'album', id: 1, album: { name: 'Album', createdMs: 1 } },
    ]);
  }
  const changes = createChanges();
  const actions = createActions(catalog, changes);
  const effect = createLibraryEffect(catalog.libraryChanges);
  actions.register(effect);
  return { path, catalog, changes, actions, effect };
}

/** Everything that actions change, as text. */
function stateOf(path: string): string {
  const database = new Database(path, { readonly: true });
  const tables = ['photos', 'albums', 'album_photos', 'imports', 'results'].map((name) =>
    database.prepare(`SELECT * FROM ${name} ORDER BY 1, 2`).all(),
  );
  database.close();
  return JSON.stringify(tables);
}

const ids = fc.array(fc.integer({ min: 1, max: photoCount + 2 }), { minLength: 1, maxLength: 5 });
const values = fc.oneof(
  fc.record({ stars: fc.integer({ min: 0, max: 5 }) }),
  fc.record({ rejected: fc.integer({ min: 0, max: 1 }) }),
  fc.record({ trashedMs: fc.option(fc.integer({ min: 1, max: 9 })) }),
  fc.record({ listed: fc.integer({ min: 0, max: 1 }) }),
);
const albumId = fc.integer({ min: 1, max: 3 });
const name = fc.constantFrom('Sea', 'Hills', 'Town');
const anyChange: fc.Arbitrary<readonly LibraryChange[]> = fc.oneof(
  fc.record({ what: fc.constant('photos' as const), ids, values }).map((change) => [change]),
  fc
    .record({ what: fc.constant('album-photos' as const), id: albumId, ids, isIn: fc.boolean() })
    .map((change) => [change]),
  fc
    .record({ id: albumId, name, createdMs: fc.constant(2) })
    .map(({ id, ...album }) => [{ what: 'album' as const, id, album }]),
  albumId.map((id): readonly LibraryChange[] => [
    {
      what: 'album-photos',
      id,
      ids: Array.from({ length: photoCount }, (_, index) => index + 1),
      isIn: false,
    },
    { what: 'album', id, album: null },
  ]),
);

test('actions: with nothing done there is nothing to undo or to do again', async () => {
  const { actions } = await openWithActions();
  expect([actions.undo(), actions.redo()]).toEqual([null, null]);
});

test('actions: an effect that fails leaves no action', async () => {
  const { actions } = await openWithActions();
  const failing: EffectKind<null> = {
    kind: 'failing',
    topics: [],
    apply: () => {
      throw new Error('no');
    },
  };
  expect(() => actions.perform('Fail', failing, null)).toThrow('no');
  expect(actions.list(9)).toEqual([]);
});

test('actions: any sequence undone is as before, and done again is as after', async () => {
  const { path, actions, effect } = await openWithActions();
  fc.assert(
    fc.property(fc.array(anyChange, { minLength: 1, maxLength: 12 }), (sequence) => {
      const before = stateOf(path);
      for (const changes of sequence) actions.perform('Change', effect, changes);
      const after = stateOf(path);
      sequence.forEach(() => actions.undo());
      expect(stateOf(path)).toBe(before);
      sequence.forEach(() => actions.redo());
      expect(stateOf(path)).toBe(after);
      sequence.forEach(() => actions.undo());
      expect(stateOf(path)).toBe(before);
    }),
    { numRuns: 60, seed: 4 },
  );
});

test('actions: undo works across a restart, to the first one', async () => {
  const first = await openWithActions();
  const before = stateOf(first.path);
  for (const stars of [1, 2, 3]) {
    first.actions.perform('Rate', first.effect, [{ what: 'photos', ids: [1], values: { stars } }]);
  }
  first.catalog.close();
  const second = await openWithActions(first.path);
  while (second.actions.undo() !== null);
  expect(stateOf(first.path)).toBe(before);
});

test('actions: a new one forgets those that were undone', async () => {
  const { actions, effect } = await openWithActions();
  const rate = (stars: number) =>
    actions.perform(`Rate ${stars}`, effect, [{ what: 'photos', ids: [1], values: { stars } }]);
  rate(1);
  rate(2);
  actions.undo();
  rate(3);
  expect(actions.redo()).toBeNull();
  expect(actions.list(9).map(({ label }) => label)).toEqual(['Rate 3', 'Rate 1']);
});

test('actions: pages are told what to read again', async () => {
  const { actions, effect, changes } = await openWithActions();
  const topics: string[] = [];
  changes.listen(({ topic }) => topics.push(topic));
  actions.perform('Rate', effect, [{ what: 'photos', ids: [1], values: { stars: 1 } }]);
  actions.undo();
  const each = ['photos', 'albums', 'results', 'actions'];
  expect(topics).toEqual([...each, ...each]);
});
