import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../files/temporary-folder-stand-in.ts';
import { openForTest, runOf, translatorOf } from './catalog-stand-in.ts';
import type { NewStyle } from './styles.ts';

const open = () => openForTest(join(temporaryFolder(), 'catalog.db'));
const styleOf = (name: string): NewStyle => ({
  name,
  method: 'cyclegan',
  origin: 'trained',
  licence: 'MIT',
  notes: '',
  bundledKey: null,
});

test('styles: a translator of a new name makes a style of that name', async () => {
  const { styles, translators } = await open();
  const { styleId } = translators.add(translatorOf('dusk', 1));
  expect(styles.get(styleId)).toMatchObject({ name: 'dusk', origin: 'trained', licence: 'MIT' });
});

test('styles: both directions of a name are one style', async () => {
  const { styles, translators } = await open();
  translators.add(translatorOf('dusk', 1));
  translators.add({ ...translatorOf('dusk', 2), direction: 'b-to-a' });
  expect(styles.list({ isTrashed: false })).toHaveLength(1);
});

test('styles: a renamed style keeps its translators, which the command line finds by the new name', async () => {
  const { styles, translators } = await open();
  const { styleId } = translators.add(translatorOf('dusk', 1));
  styles.rename(styleId, 'Evening');
  expect(translators.find('Evening')).toHaveLength(1);
  expect(translators.find('dusk')).toEqual([]);
});

test('styles: a renamed style is still found by the name of its run', async () => {
  const { styles, translators, runs } = await open();
  const { styleId } = translators.add({ ...translatorOf('dusk', 1), runId: runs.add(runOf('dusk')).id });
  styles.rename(styleId, 'Evening');
  expect(translators.find('dusk')).toHaveLength(1);
});

test('styles: a file written anew stays part of its renamed style', async () => {
  const { styles, translators } = await open();
  const { styleId, file } = translators.add(translatorOf('dusk', 1));
  styles.rename(styleId, 'Evening');
  expect(translators.add({ ...translatorOf('dusk', 2), file })).toMatchObject({ styleId, name: 'Evening' });
});

test('styles: what is in the trash is not found by name', async () => {
  const { styles, translators } = await open();
  const { styleId } = translators.add(translatorOf('dusk', 1));
  styles.setTrashed(styleId, 1);
  expect(translators.find('dusk')).toEqual([]);
  expect(styles.list({ isTrashed: true })).toMatchObject([{ id: styleId }]);
});

test('styles: bundled ones stand first', async () => {
  const { styles } = await open();
  styles.add({ ...styleOf('Day and dusk'), bundledKey: 'day-dusk' });
  styles.add(styleOf('mine'));
  expect(styles.list({ isTrashed: false }).map(({ name }) => name)).toEqual(['Day and dusk', 'mine']);
});

test('styles: a removed style takes its translators with it', async () => {
  const { styles, translators } = await open();
  const { styleId } = translators.add(translatorOf('dusk', 1));
  styles.remove(styleId);
  expect(translators.list()).toEqual([]);
});
