import { expect, test } from 'vitest';
import { createLibraryEffect } from '../photos/library-effect.ts';
import { translationEffect } from './translation-effect.ts';
import { call, openTranslationHouse, type TranslationHouse } from './translation-house-stand-in.ts';

async function withPhotos(count: number) {
  const test = await openTranslationHouse();
  const styleId = await test.addStyle();
  const photoIds: number[] = [];
  for (let seed = 1; seed <= count; seed++)
    photoIds.push(await test.addPhoto({ seed, name: `IMG_${seed}.png` }));
  return { ...test, styleId, photoIds };
}

async function start({ areas }: TranslationHouse, photoIds: number[], styleId: number, strength = 1) {
  const look = { styleId, direction: 'a-to-b', strength } as const;
  const { jobIds } = await areas.translation.start({ photoIds, look, isUrgent: false }, call);
  return jobIds;
}

const ended = ({ house }: TranslationHouse, jobIds: readonly number[]) =>
  Promise.all(jobIds.map(async (jobId) => (await house.queue.ended(jobId)).state));

const strengthsShown = ({ house: { catalog } }: TranslationHouse, photoIds: readonly number[]) =>
  photoIds.map((photoId) => {
    const { currentResultId } = catalog.photos.get(photoId)!;
    return currentResultId === null ? null : catalog.results.get(currentResultId)!.parameters['strength'];
  });

const labels = ({ house }: TranslationHouse) => house.actions.list(9).map(({ label }) => label);

test('paste: photos that show their originals have no strength to change, and that is said', async () => {
  const { areas, photoIds } = await withPhotos(1);
  const paste = areas.translation.pasteRecipe({ photoIds, style: null, strength: 0.5 }, call);
  await expect(paste).rejects.toMatchObject({ reason: 'nothing-to-do' });
});

test('paste: a style without the asked direction is refused, and nothing is added', async () => {
  const test = await withPhotos(1);
  const { areas, photoIds, styleId } = test;
  const style = { styleId, direction: 'b-to-a' } as const;
  const paste = areas.translation.pasteRecipe({ photoIds, style, strength: 1 }, call);
  await expect(paste).rejects.toMatchObject({ reason: 'model-not-found' });
  expect(labels(test)).toEqual([]);
});

test('paste: F6 on many photos it is one step to undo, and to do again', async () => {
  const test = await withPhotos(3);
  const { areas, house, photoIds, styleId } = test;
  await ended(test, await start(test, [photoIds[0]!], styleId, 0.5));
  const style = { styleId, direction: 'a-to-b' } as const;
  const pasted = await areas.translation.pasteRecipe({ photoIds, style, strength: 0.8 }, call);
  expect(await ended(test, pasted.jobIds)).toEqual(['finished', 'finished', 'finished']);
  expect(strengthsShown(test, photoIds)).toEqual([0.8, 0.8, 0.8]);
  expect(labels(test)).toEqual(['Paste a recipe on 3 photos', 'Translate IMG_1.png into Evening']);
  await house.actions.undo();
  expect(strengthsShown(test, photoIds)).toEqual([0.5, null, null]);
  await house.actions.redo();
  expect(strengthsShown(test, photoIds)).toEqual([0.8, 0.8, 0.8]);
});

test('paste: F6 the strength alone leaves each photo its style, and passes over originals', async () => {
  const test = await withPhotos(2);
  const { areas, photoIds, styleId } = test;
  await ended(test, await start(test, [photoIds[0]!], styleId));
  const { jobIds, passedOver } = await areas.translation.pasteRecipe(
    { photoIds, style: null, strength: 0.3 },
    call,
  );
  await ended(test, jobIds);
  expect([passedOver, strengthsShown(test, photoIds)]).toEqual([1, [0.3, null]]);
});

test('paste: F6 the style alone leaves each photo its strength', async () => {
  const test = await withPhotos(2);
  const { areas, photoIds, styleId } = test;
  const style = { styleId: await test.addStyle({ name: 'Morning' }), direction: 'a-to-b' } as const;
  await ended(test, await start(test, [photoIds[0]!], styleId, 0.4));
  const { jobIds } = await areas.translation.pasteRecipe({ photoIds, style, strength: null }, call);
  await ended(test, jobIds);
  expect(strengthsShown(test, photoIds)).toEqual([0.4, 1]);
});

test('translate: undone while it waits it is cancelled, and done again it is made', async () => {
  const test = await withPhotos(2);
  const { house, photoIds, styleId } = test;
  house.queue.setHeld(true);
  const jobIds = await start(test, photoIds, styleId);
  expect(await house.actions.undo()).toMatchObject({ label: 'Translate 2 photos into Evening' });
  expect(await ended(test, jobIds)).toEqual(['cancelled', 'cancelled']);
  house.queue.setHeld(false);
  await house.actions.redo();
  expect(await ended(test, jobIds)).toEqual(['finished', 'finished']);
  expect(strengthsShown(test, photoIds)).toEqual([1, 1]);
  await house.actions.undo();
  expect(strengthsShown(test, photoIds)).toEqual([null, null]);
});

test('translate: many are taken back slice by slice, which comes to the same', async () => {
  const test = await withPhotos(3);
  const { areas, house, photoIds, styleId } = test;
  const look = { styleId, direction: 'a-to-b', strength: 1 } as const;
  const { jobIds, groupId } = await areas.translation.start({ photoIds, look, isUrgent: false }, call);
  await ended(test, jobIds);
  const { slices, apply } = translationEffect(house, 2);
  const pieces = slices!.split({ groupId, isThere: false });
  expect(pieces.map(({ resultIds }) => resultIds?.length)).toEqual([2, 1]);
  const backs = pieces.map((piece) => apply(piece)).toReversed();
  expect(strengthsShown(test, photoIds)).toEqual([null, null, null]);
  const back = slices!.join(backs);
  expect(back).toEqual({ groupId, isThere: true });
  slices!.split(back).forEach((piece) => apply(piece));
  expect(strengthsShown(test, photoIds)).toEqual([1, 1, 1]);
});

test('translate: a result that is removed for good leaves nothing to undo', async () => {
  const test = await withPhotos(1);
  const { house, photoIds, styleId } = test;
  await ended(test, await start(test, photoIds, styleId));
  house.catalog.trash.removePhoto(photoIds[0]!);
  expect(await house.actions.undo()).toBeNull();
  expect(labels(test)).toEqual([]);
});

test('translate: S-67 what is cancelled leaves no step to undo', async () => {
  const test = await withPhotos(2);
  const { house, photoIds, styleId } = test;
  house.queue.setHeld(true);
  const jobIds = await start(test, photoIds, styleId);
  house.queue.cancelAll();
  await ended(test, jobIds);
  expect(labels(test)).toEqual([]);
});

test('translate: what was chosen while it was made is shown again once both are undone', async () => {
  const test = await withPhotos(1);
  const { house, photoIds, styleId } = test;
  const library = createLibraryEffect(house.catalog.libraryChanges);
  await ended(test, await start(test, photoIds, styleId, 0.5));
  house.queue.setHeld(true);
  const jobIds = await start(test, photoIds, styleId, 1);
  const original = { what: 'photos', ids: photoIds, values: { currentResultId: null } } as const;
  house.actions.perform('Show the original', library, [original]);
  house.queue.setHeld(false);
  await ended(test, jobIds);
  expect(strengthsShown(test, photoIds)).toEqual([1]);
  await house.actions.undo();
  await house.actions.undo();
  expect(strengthsShown(test, photoIds)).toEqual([0.5]);
  await house.actions.redo();
  await house.actions.redo();
  expect(strengthsShown(test, photoIds)).toEqual([1]);
});
