import { join } from 'node:path';
import { expect, test } from 'vitest';
import { datasetOf, openForTest, runOf, translatorOf } from '../catalog/catalog-stand-in.ts';
import { temporaryFolder } from '../files/temporary-folder-stand-in.ts';
import { packageCard, suggestedNotes } from './package-card.ts';

const card = {
  ...{ name: 'Dusk', method: 'cyclegan', domainA: 'day', domainB: 'dusk', licence: 'MIT' },
  ...{ notes: 'For towns.', source: 'Trained in Diptych.', training: '9 steps' },
};

test('package card: notes that say it already are not said twice', () => {
  expect(suggestedNotes({ ...card, notes: '', source: '', training: '' })).toBe('');
  const once = suggestedNotes(card);
  expect(once).toBe('For towns.\nSource: Trained in Diptych.\nTraining: 9 steps');
  expect(suggestedNotes({ ...card, notes: once })).toBe(once);
  expect(suggestedNotes({ ...card, notes: 'x'.repeat(5000) })).toHaveLength(4000);
});

test('package card: what was trained here tells how, with its data and options (H6)', async () => {
  const catalog = await openForTest(join(temporaryFolder(), 'catalog.db'));
  const { id: datasetVersionId } = catalog.datasets.add(datasetOf('towns', 2));
  const run = catalog.runs.add({ ...runOf('dusk'), datasetVersionId });
  const row = catalog.translators.add({
    ...translatorOf('dusk', 1),
    runId: run.id,
    step: 200,
    origin: 'trained',
  });
  const style = catalog.styles.get(row.styleId)!;
  expect(packageCard(catalog, { ...style, origin: 'trained', notes: 'For towns.' }, [row])).toMatchObject({
    ...{ name: style.name, notes: 'For towns.', source: 'Trained in Diptych.', domainA: row.domainA },
    training: 'Run “dusk”, cyclegan, step 200, dataset “towns” version 2; size 128, lambdaCycle 10',
  });
});
