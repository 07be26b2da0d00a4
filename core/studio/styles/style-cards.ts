import { stat } from 'node:fs/promises';
import type { StyleRow } from '../../catalog/styles.ts';
import type { TranslatorRow } from '../../catalog/translators.ts';
import { CoreError } from '../../contract/core-error.ts';
import type { StyleCard, StyleInfo } from '../../contract/styles-contract.ts';
import { translatorFile } from '../../services/translator-file.ts';
import type { House } from '../house.ts';
import { failureOf } from '../../contract/failure.ts';
import { translatorsOf } from './find-style.ts';
import { knownFacts } from './model-facts.ts';

interface Found {
  readonly row: TranslatorRow;
  /** Null when the file is gone. */
  readonly sizeBytes: number | null;
}

/** A style as its card shows it. */
export async function cardOf(house: House, style: StyleRow): Promise<StyleCard> {
  return cardFrom(house, style, await filesOf(house, style));
}

function cardFrom(house: House, style: StyleRow, files: readonly Found[]): StyleCard {
  const { id, name, method, origin, licence, notes, createdMs, trashedMs } = style;
  const { domainA = 'A', domainB = 'B' } = files[0]?.row ?? {};
  const label = ({ direction }: TranslatorRow) =>
    direction === 'a-to-b' ? `${domainA} → ${domainB}` : `${domainB} → ${domainA}`;
  return {
    ...{ id, name, method, origin, licence, notes, domainA, domainB, createdMs },
    state: stateOf(house, files),
    directions: files.map(({ row, sizeBytes }) => ({
      direction: row.direction,
      translatorId: row.id,
      label: label(row),
      sizeBytes,
    })),
    isTrashed: trashedMs !== null,
  };
}

async function filesOf(house: House, style: StyleRow): Promise<readonly Found[]> {
  return Promise.all(
    translatorsOf(house.catalog, style.id).map(async (row) => {
      const found = await stat(translatorFile(row, house)).catch(() => undefined);
      return { row, sizeBytes: found?.isFile() ? found.size : null };
    }),
  );
}

function stateOf(house: House, files: readonly Found[]): StyleCard['state'] {
  if (files.length === 0 || files.some(({ sizeBytes }) => sizeBytes === null)) return 'missing';
  const isRefused = files.some(({ row }) => (knownFacts(house, row.sha256)?.problems.length ?? 0) > 0);
  return isRefused ? 'refused' : 'ready';
}

/** Everything that is known of a style; its files must have been inspected to know all of it. */
export async function infoOf(house: House, style: StyleRow): Promise<StyleInfo> {
  const { catalog } = house;
  const files = await filesOf(house, style);
  const card = cardFrom(house, style, files);
  const rows = files.map(({ row }) => row);
  const hashes = catalog.translators.ofStyle(style.id).map(({ sha256 }) => sha256);
  const facts = rows.map(({ sha256 }) => knownFacts(house, sha256)).find((known) => known !== undefined);
  const size = facts?.manifest?.size;
  return {
    ...card,
    ...originOf(house, rows[0]),
    sha256: rows.map(({ sha256 }) => sha256),
    sizeRule: size
      ? `Any size: sides are filled up to a multiple of ${size.multipleOf} and at least ${size.minimum} pixels.`
      : 'Any size.',
    inputs: 'Takes and gives 3 channels, sRGB',
    parameters: facts?.parameters ?? null,
    results: catalog.results.count(hashes),
    measuredSpeed: style.megapixelsPerSecond,
    problem: problemOf(card, facts?.problems ?? []),
  };
}

function originOf({ catalog }: House, row: TranslatorRow | undefined): Pick<StyleInfo, 'run' | 'dataset'> {
  const { runId = null, step = null } = row ?? {};
  const run = runId === null ? undefined : catalog.runs.get(runId);
  if (run === undefined || step === null) return { run: null, dataset: null };
  const version = run.datasetVersionId === null ? undefined : catalog.datasets.get(run.datasetVersionId);
  return {
    run: { id: run.id, name: run.name, step },
    dataset: version ? `${version.name}, version ${version.version}` : null,
  };
}

function problemOf({ state, name }: StyleCard, problems: readonly string[]): StyleInfo['problem'] {
  if (state === 'ready') return null;
  const error =
    state === 'missing'
      ? new CoreError(
          'model-not-found',
          `The file of "${name}" is gone. Import it again, or publish it again from its training.`,
        )
      : new CoreError('refused-model', `"${name}" cannot be used: ${problems.join('; ')}.`, { problems });
  return failureOf(error);
}
