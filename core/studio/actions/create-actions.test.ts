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
  const effect = createLibraryEffect(catalog.libraryChanges, 2);
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

async function times(count: number, work: () => Promise<unknown>): Promise<void> {
  for (let time = 0; time < count; time++) await work();
}

test('actions: with nothing done there is nothing to undo or to do again', async () => {
  const { actions } = await openWithActions();
  expect([await actions.undo(), await actions.redo()]).toEqual([null, null]);
});

test('actions: an effect that fails leaves no action', async () => {
  const { actions } = await openWithActions();
  const failing: EffectKind<null> = {
    kind: 'failing',
    topics: [],
    isVoid: () => false,
    apply: () => {
      throw new Error('no');
    },
  };
  expect(() => actions.perform('Fail', failing, null)).toThrow('no');
  expect(actions.list(9)).toEqual([]);
});

test('actions: any sequence undone is as before, and done again is as after', async () => {
  const { path, actions, effect } = await openWithActions();
  await fc.assert(
    fc.asyncProperty(fc.array(anyChange, { minLength: 1, maxLength: 12 }), async (sequence) => {
      const before = stateOf(path);
      for (const changes of sequence) await actions.performInSlices('Change', effect, changes);
      const after = stateOf(path);
      await times(sequence.length, actions.undo);
      expect(stateOf(path)).toBe(before);
      await times(sequence.length, actions.redo);
      expect(stateOf(path)).toBe(after);
      await times(sequence.length, actions.undo);
      expect(stateOf(path)).toBe(before);
    }),
    { numRuns: 60, seed: 4 },
  );
});

test.each(['performInSlices', 'undo', 'redo'] as const)(
  'actions: S-53 a library that is closed in the middle of %s makes the rest at its next start',
  async (step) => {
    const first = await openWithActions();
    const before = stateOf(first.path);
    const rate = () =>
      first.actions.performInSlices('Rate', first.effect, [
        { what: 'photos', ids: [1, 2, 3, 4, 5, 6, 7], values: { stars: 3 } },
      ]);
    if (step !== 'performInSlices') await rate();
    if (step === 'redo') await first.actions.undo();
    const cut = step === 'performInSlices' ? rate() : first.actions[step]();
    await Promise.all([expect(cut).rejects.toThrow('closed'), first.actions.close()]);
    first.catalog.close();

    const second = await openWithActions(first.path);
    await second.actions.recover();
    const stars = second.catalog.photoPages.page(
      { source: { kind: 'starred' }, search: '', sort: 'newest' },
      { offset: 0, limit: 99 },
    );
    expect(stars.length).toBe(step === 'undo' ? 0 : 7);
    if (step !== 'undo') await second.actions.undo();
    expect(stateOf(first.path)).toBe(before);
  },
);

test('actions: what is done while a large one is being undone takes its place', async () => {
  const { path, actions, effect } = await openWithActions();
  const change = (stars: number, ids: readonly number[]) =>
    [{ what: 'photos', ids, values: { stars } }] as const;
  const before = stateOf(path);
  await actions.performInSlices('Large', effect, change(3, [1, 2, 3, 4, 5, 6]));
  const undone = actions.undo();
  await Promise.resolve();
  actions.perform('Small', effect, change(5, [9]));
  await undone;
  expect([actions.list(9).map(({ label }) => label), await actions.redo()]).toEqual([['Small'], null]);
  await actions.undo();
  expect(stateOf(path)).toBe(before);
});

test('actions: undo works across a restart, to the first one', async () => {
  const first = await openWithActions();
  const before = stateOf(first.path);
  for (const stars of [1, 2, 3]) {
    first.actions.perform('Rate', first.effect, [{ what: 'photos', ids: [1], values: { stars } }]);
  }
  first.catalog.close();
  const second = await openWithActions(first.path);
  while ((await second.actions.undo()) !== null);
  expect(stateOf(first.path)).toBe(before);
});

test('actions: a new one forgets those that were undone', async () => {
  const { actions, effect } = await openWithActions();
  const rate = (stars: number) =>
    actions.perform(`Rate ${stars}`, effect, [{ what: 'photos', ids: [1], values: { stars } }]);
  rate(1);
  rate(2);
  await actions.undo();
  rate(3);
  expect(await actions.redo()).toBeNull();
  expect(actions.list(9).map(({ label }) => label)).toEqual(['Rate 3', 'Rate 1']);
});

test.each(['undo', 'redo'] as const)(
  'actions: what was removed for good is forgotten by %s, which goes on to what is there',
  async (step) => {
    const { catalog, actions, effect } = await openWithActions();
    const trash = (label: string, ids: readonly number[]) =>
      actions.perform(label, effect, [{ what: 'photos', ids, values: { trashedMs: 1 } }]);
    const steps = [() => trash('Gone', [3]), () => trash('There', [1, 3])];
    for (const act of step === 'undo' ? steps.toReversed() : steps) act();
    if (step === 'redo') await times(2, actions.undo);
    catalog.trash.removePhoto(3);
    expect(await actions[step]()).toMatchObject({ label: 'There' });
    expect(actions.list(9).map(({ label }) => label)).toEqual(['There']);
  },
);

test('actions: an album is made again although its photos are gone for good', async () => {
  const { catalog, actions, effect } = await openWithActions();
  actions.perform('Remove the album', effect, [
    { what: 'album-photos', id: 1, ids: [1], isIn: false },
    { what: 'album', id: 1, album: null },
  ]);
  catalog.trash.removePhoto(1);
  expect(await actions.undo()).toMatchObject({ label: 'Remove the album' });
  expect(catalog.albums.list()).toMatchObject([{ id: 1, photos: 0 }]);
});

test('actions: an import whose photos are gone for good is forgotten', async () => {
  const { catalog, actions, effect } = await openWithActions();
  const id = catalog.imports.add();
  actions.record('Import', effect, {
    undo: [
      { what: 'photos', ids: [1], values: { listed: 0 } },
      { what: 'import', id, isUndone: true },
    ],
    redo: [],
  });
  catalog.trash.removePhoto(1);
  expect([await actions.undo(), actions.list(9)]).toEqual([null, []]);
});

test('actions: pages are told what to read again', async () => {
  const { actions, effect, changes } = await openWithActions();
  const topics: string[] = [];
  changes.listen(({ topic }) => topics.push(topic));
  actions.perform('Rate', effect, [{ what: 'photos', ids: [1], values: { stars: 1 } }]);
  await actions.undo();
  const each = ['photos', 'albums', 'results', 'actions'];
  expect(topics).toEqual([...each, ...each]);
});
