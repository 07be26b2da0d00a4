import { randomUUID } from 'node:crypto';
import { basename, join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { CoreError } from '../../contract/core-error.ts';
import type { DatasetCard, DatasetImage, FacetFilter } from '../../contract/datasets-contract.ts';
import { isInBin } from '../../dataset/facets.ts';
import type { DatasetManifest, Side } from '../../dataset/manifest.ts';
import { worseCopies } from '../../dataset/worse-copies.ts';
import { assertName } from '../../services/library-names.ts';
import type { Area } from '../area.ts';
import type { House } from '../house.ts';
import { queueImport, type DatasetImports } from './dataset-imports.ts';
import type { DatasetNames } from './dataset-names.ts';
import type { FileChecks } from './file-checks.ts';
import { pictureFindings, summaryOf, type PictureFindings } from './findings.ts';
import { gatherSides } from './gather-sides.ts';
import type { ManifestShelf, ShelvedDataset } from './manifest-shelf.ts';
import { overviewOf } from './overview.ts';
import { addSampleDataset } from './sample-dataset.ts';

export interface DatasetsHouse {
  readonly house: House;
  readonly shelf: ManifestShelf;
  readonly imports: DatasetImports;
  readonly names: DatasetNames;
  readonly checks: FileChecks;
}

/** More left-out files than this are only counted. */
const mostLeftOut = 500;

/** Folders A and B: surveyed, cleaned and frozen. */
export function createDatasetsArea(parts: DatasetsHouse): Area<'datasets'> {
  const { house, shelf, checks } = parts;
  return {
    list: () =>
      Promise.all(
        house.catalog.datasets.list().map(async (row) => cardOf({ row, manifest: await shelf.read(row) })),
      ),
    async get({ name, smallerThanPixels }) {
      const set = await shelf.newest(name);
      return {
        ...cardOf(set),
        findings: summaryOf(set.manifest, checks.of(set), smallerThanPixels),
        leftOut: set.manifest.leftOut.slice(0, mostLeftOut),
        versions: house.catalog.datasets.versions(name).map(({ version }) => version),
      };
    },
    async overview({ name, smallerThanPixels }) {
      const { manifest } = await shelf.newest(name);
      await setImmediate(); // boards ask for it together with the findings; each counts all pictures
      return overviewOf(manifest, smallerThanPixels);
    },
    async images({ name, side, filter, smallerThanPixels, among, offset, limit }) {
      const set = await shelf.newest(name);
      const found = pictureFindings(set.manifest, checks.of(set), smallerThanPixels);
      const wanted = among && new Set(among);
      const places = placesOf(set.manifest, side, filter, found).filter(
        (place) => wanted?.has(place) ?? true,
      );
      const held = new Set(set.manifest.judge[side]);
      const images = places
        .slice(offset, offset + limit)
        .map((index) => imageOf(set.manifest, side, index, held, found));
      return { total: places.length, images };
    },
    worseCopies: async ({ name }) => worseCopies((await shelf.newest(name)).manifest),
    import: (input) => startImport(parts, input),
    addSample: () => addSampleDataset(house),
    freeze: (input) => freeze(parts, input),
    rename: (input) => rename(parts, input),
  };
}

function cardOf({ row, manifest: { domains, judge } }: ShelvedDataset): DatasetCard {
  return {
    name: row.name,
    version: row.version,
    versionId: row.id,
    images: { a: row.imagesA, b: row.imagesB },
    judge: { a: judge.a.length, b: judge.b.length },
    domains: { a: basename(domains.a.folder), b: basename(domains.b.folder) },
    createdMs: row.createdMs,
    isSample: row.isSample,
  };
}

type Filter = Parameters<Area<'datasets'>['images']>[0]['filter'];

function placesOf(
  manifest: DatasetManifest,
  side: Side,
  filter: Filter,
  found: PictureFindings,
): readonly number[] {
  const { domains, judge } = manifest;
  const all = Array.from(domains[side].images.keys());
  if (filter === 'all') return all;
  if (filter === 'judge') {
    const held = new Set(judge[side]);
    return all.filter((index) => held.has(domains[side].images[index]!.path));
  }
  if (isFacet(filter)) return all.filter(isInBin(manifest, side, filter));
  return all.filter((index) => found.of(side, index).includes(filter));
}

function isFacet(filter: Filter): filter is FacetFilter {
  return filter.includes(':');
}

function imageOf(
  { domains }: DatasetManifest,
  side: Side,
  index: number,
  held: ReadonlySet<string>,
  found: PictureFindings,
): DatasetImage {
  const { path, widthPixels, heightPixels } = domains[side].images[index]!;
  const findings = [...found.of(side, index)];
  return { index, path, widthPixels, heightPixels, isJudge: held.has(path), findings };
}

async function startImport(
  { house }: DatasetsHouse,
  { name, a, b, judge }: Parameters<Area<'datasets'>['import']>[0],
): Promise<{ readonly jobId: number }> {
  assertName('dataset', name);
  const take = (tickets: typeof a) => tickets.map(({ ticket }) => house.tickets.take(ticket));
  const gathered = await gatherSides(house.library, name, { a: take(a), b: take(b) });
  return queueImport(house, { name, gathered, judge, token: randomUUID() });
}

async function freeze(
  { house, shelf, imports, names }: DatasetsHouse,
  { name, exclude, move, judge }: Parameters<Area<'datasets'>['freeze']>[0],
): Promise<DatasetCard> {
  await names.settle();
  const { row } = await shelf.newest(name);
  const version = house.catalog.datasets.nextVersion(name);
  const manifestFile = shelf.fileOf(row);
  const newFile = join(house.library.datasets, name, `v${version}.json`);
  const { manifestSha256 } = await house.engines.run(
    'pictures',
    'next-version',
    { manifestFile, change: { version, exclude, move, judge }, newFile },
    { signal: new AbortController().signal },
  );
  const added = await imports.addRows(newFile, manifestSha256, name, version);
  house.changes.publish({ topic: 'datasets', ids: [name] });
  return cardOf({ row: added, manifest: await shelf.read(added) });
}

/** Throws `dataset-not-found`, `dataset-exists`, `invalid-option`. */
async function rename(
  { house: { catalog, actions }, shelf, names }: DatasetsHouse,
  { name, to }: Parameters<Area<'datasets'>['rename']>[0],
): Promise<Record<never, never>> {
  const { row } = await shelf.newest(name);
  if (name === to) return {};
  assertName('dataset', to);
  if (catalog.datasets.find(to) !== undefined)
    throw new CoreError('dataset-exists', `The dataset "${to}" exists already. Choose another name.`, {
      name: to,
    });
  actions.perform(`Rename ${name} to ${to}`, names.effect, { versionId: row.id, name: to });
  await names.settle();
  return {};
}
