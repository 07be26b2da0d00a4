import { expect, test } from 'vitest';
import type { PhotoRow } from '../../catalog/photos.ts';
import { exportStems, templateProblems, type NamedPhoto } from './export-names.ts';

const photoOf = (name: string): NamedPhoto => ({
  photo: { id: 1, name, takenMs: new Date(2026, 2, 4).getTime() } as PhotoRow,
  result: { styleName: 'Day and dusk', direction: 'b-to-a' },
});

test('export names: an unknown field is told, with those that there are', () => {
  expect(templateProblems([photoOf('a.jpg')], '{nmae}')).toEqual([
    'There is no field {nmae}. There are: {name}, {style}, {date}, {number}, {direction}.',
  ]);
});

test('export names: signs that no file name can hold are told and replaced', () => {
  expect(templateProblems([photoOf('a.jpg')], '{name}: what?')[0]).toMatch(/^File names cannot hold : \?/);
  expect(exportStems([photoOf('a.jpg')], '{name}: what?')).toEqual(['a_ what_']);
});

test('export names: a brace without a partner is told', () => {
  expect(templateProblems([photoOf('a.jpg')], '{name')).toEqual(['A brace has no partner.']);
});

test('export names: a long name is told and cut between characters', () => {
  const photo = photoOf(`${'ä'.repeat(300)}.jpg`);
  expect(templateProblems([photo], '{name}')).toHaveLength(1);
  expect(exportStems([photo], '{name}')[0]).toBe('ä'.repeat(100));
});

test('export names: the same name for all is told', () => {
  expect(templateProblems([photoOf('a.jpg'), photoOf('b.jpg')], 'photo')).toHaveLength(1);
  expect(templateProblems([photoOf('a.jpg'), photoOf('b.jpg')], 'photo {number}')).toEqual([]);
});

test('export names: a style whose name has a slash makes no folder', () => {
  const photo = photoOf('a.jpg');
  const result = { ...photo.result!, styleName: '../x' };
  expect(exportStems([{ ...photo, result }], '{style}')).toEqual(['_x']);
});

test('export names: every field is filled in', () => {
  const photos = Array.from({ length: 12 }, (_, index) => photoOf(`IMG ${index}.JPG`));
  const stems = exportStems(photos, '{date} {number} {name} {style} {direction}');
  expect(stems[1]).toBe('2026-03-04 02 IMG 1 Day and dusk b-to-a');
});

test('export names: an original is called so', () => {
  const photo = { ...photoOf('a.jpg'), result: undefined };
  expect(exportStems([photo], '{name} {style}')).toEqual(['a original']);
});
