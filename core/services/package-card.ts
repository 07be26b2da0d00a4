import type { PackageCard } from '../archive/package-manifest.ts';
import type { Catalog } from '../catalog/open-catalog.ts';
import type { StyleRow } from '../catalog/styles.ts';
import type { TranslatorRow } from '../catalog/translators.ts';

const longestNotes = 4000;

/** What a package says about a style: its card, where it comes from and how it was trained. */
export function packageCard(
  catalog: Pick<Catalog, 'runs' | 'datasets'>,
  { name, method, licence, notes, origin }: StyleRow,
  rows: readonly TranslatorRow[],
): PackageCard {
  const [row] = rows;
  const { domainA = 'A', domainB = 'B' } = row ?? {};
  const source = {
    bundled: 'Comes with Diptych.',
    trained: 'Trained in Diptych.',
    imported: '', // its notes say where it comes from, as far as that is known
  }[origin];
  const training = row === undefined ? '' : trainingText(catalog, row);
  return { ...{ name, method, domainA, domainB, licence, notes }, source, training };
}

function trainingText({ runs, datasets }: Pick<Catalog, 'runs' | 'datasets'>, row: TranslatorRow): string {
  const run = row.runId === null ? undefined : runs.get(row.runId);
  if (run === undefined) return row.step === null ? '' : `${row.step} steps`;
  const dataset = run.datasetVersionId === null ? undefined : datasets.get(run.datasetVersionId);
  const options = Object.entries(run.options)
    .filter(([, value]) => ['string', 'number', 'boolean'].includes(typeof value))
    .map(([option, value]) => `${option} ${String(value)}`);
  const pictures = dataset === undefined ? '' : `, dataset “${dataset.name}” version ${dataset.version}`;
  return `Run “${run.name}”, ${run.method}, step ${row.step ?? run.step}${pictures}; ${options.join(', ')}`.slice(
    0,
    1000,
  );
}

/** The notes of a style that comes out of a package. */
export function suggestedNotes({ notes, source, training }: PackageCard): string {
  const lines = [
    notes,
    source === '' ? '' : `Source: ${source}`,
    training === '' ? '' : `Training: ${training}`,
  ];
  return lines
    .filter((line) => line !== '' && !(line !== notes && notes.includes(line)))
    .join('\n')
    .slice(0, longestNotes);
}
