import { CoreError } from '../contract/core-error.ts';
import type { Connection } from './connection.ts';

export interface CatalogImage {
  readonly side: 'a' | 'b';
  /** Inside the folder of its side. */
  readonly path: string;
  readonly sizeBytes: number;
  readonly sha256: string;
}

export interface NewDatasetVersion {
  readonly name: string;
  readonly version: number;
  readonly manifestPath: string;
  readonly manifestSha256: string;
  readonly images: readonly CatalogImage[];
}

export interface DatasetVersion {
  readonly id: number;
  readonly name: string;
  readonly version: number;
  readonly manifestPath: string;
  readonly manifestSha256: string;
  readonly createdMs: number;
  readonly imagesA: number;
  readonly imagesB: number;
  /** The set that comes with the app. */
  readonly isSample: boolean;
}

/** Where the manifest of a version lies now, and its new content. */
export interface MovedVersion {
  readonly id: number;
  readonly manifestPath: string;
  readonly manifestSha256: string;
}

export interface Datasets {
  /** Adds a version, and the dataset with its first. Throws 'dataset-exists' when the version is there already. */
  add(version: NewDatasetVersion): DatasetVersion;
  /**
   * As `add`, but the images of a large version follow in slices, so that nobody waits for all of them: the version is
   * there once the iteration is over. Throws 'dataset-exists'.
   */
  addInSlices(version: NewDatasetVersion): Generator<void, DatasetVersion>;
  /** The newest version of each dataset, in the order in which the datasets came. */
  list(): readonly DatasetVersion[];
  /** A version of a dataset, the newest when none is named. */
  find(name: string, version?: number): DatasetVersion | undefined;
  get(id: number): DatasetVersion | undefined;
  /** All versions of a dataset, the oldest first. */
  versions(name: string): readonly DatasetVersion[];
  /** Gives a dataset another name; its manifests stay what and where they are. Throws 'dataset-exists' when it is taken. */
  rename(name: string, to: string): void;
  /** The manifest of a version was written anew. */
  move(version: MovedVersion): void;
  setSample(name: string, isSample: boolean): void;
  /** The version number that the next import of this name takes. */
  nextVersion(name: string): number;
  images(versionId: number): readonly CatalogImage[];
}

const select = `
SELECT v.id, d.name, v.version, v.manifest_path AS manifestPath, v.manifest_sha256 AS manifestSha256,
  v.created_ms AS createdMs, d.sample = 1 AS isSample,
  (SELECT count(*) FROM images WHERE dataset_version_id = v.id AND side = 'a') AS imagesA,
  (SELECT count(*) FROM images WHERE dataset_version_id = v.id AND side = 'b') AS imagesB
FROM dataset_versions v JOIN datasets d ON d.id = v.dataset_id
WHERE v.whole = 1`;

const newest =
  'v.version = (SELECT max(version) FROM dataset_versions WHERE dataset_id = d.id AND whole = 1)';

interface Row extends Omit<DatasetVersion, 'isSample'> {
  readonly isSample: 0 | 1;
}

export function datasetsIn(connection: Connection): Datasets {
  const prepare = (rest: string) => connection.prepare<object, Row>(`${select} ${rest}`);
  const list = prepare(`AND ${newest} ORDER BY d.id`);
  const byName = prepare(`AND d.name = @name AND ${newest}`);
  const byVersion = prepare('AND d.name = @name AND v.version = @version');
  const ofDataset = prepare('AND d.name = @name ORDER BY v.version');
  const byId = prepare('AND v.id = @id');
  const images = connection.prepare<object, CatalogImage>(
    `SELECT side, path, size_bytes AS sizeBytes, sha256 FROM images WHERE dataset_version_id = @id ORDER BY id`,
  );
  const find = (name: string, version?: number) =>
    fromRow(version === undefined ? byName.get({ name }) : byVersion.get({ name, version }));
  const get = (id: number) => fromRow(byId.get({ id }));
  const addInSlices = adder(connection, { find, get });
  return {
    add: (added) => connection.transaction(() => lastOf(addInSlices(added))),
    addInSlices,
    list: () => list.all({}).map((row) => fromRow(row)),
    find,
    get,
    versions: (name) => ofDataset.all({ name }).map((row) => fromRow(row)),
    ...renamer(connection, find),
    nextVersion: (name) => (find(name)?.version ?? 0) + 1,
    images: (id) => images.all({ id }),
  };
}

/** So many take some ten milliseconds. */
const sliceLength = 1000;

function adder(
  connection: Connection,
  { find, get }: Pick<Datasets, 'find' | 'get'>,
): Datasets['addInSlices'] {
  const { begin, addImage, complete } = inserter(connection);
  return function* addInSlices(added) {
    const { images, ...version } = added;
    const versionId = connection.transaction(() => {
      if (find(version.name, version.version) !== undefined)
        throw datasetExists(version.name, version.version);
      return begin(version);
    });
    for (let from = 0; from < images.length; from += sliceLength) {
      connection.transaction(() => {
        for (const image of images.slice(from, from + sliceLength)) addImage(versionId, image);
      });
      yield;
    }
    complete(versionId);
    return get(versionId)!; // just completed
  };
}

function inserter(connection: Connection) {
  const insertDataset = connection.prepare(
    'INSERT INTO datasets (name, created_ms) VALUES (@name, @createdMs) ON CONFLICT (name) DO NOTHING',
  );
  const removePart = connection.prepare(
    `DELETE FROM dataset_versions WHERE whole = 0 AND version = @version
      AND dataset_id = (SELECT id FROM datasets WHERE name = @name)`,
  );
  const insertVersion = connection.prepare(
    `INSERT INTO dataset_versions (dataset_id, version, manifest_path, manifest_sha256, created_ms, whole)
    SELECT id, @version, @manifestPath, @manifestSha256, @createdMs, 0 FROM datasets WHERE name = @name`,
  );
  const insertImage = connection.prepare(
    `INSERT INTO images (dataset_version_id, side, path, size_bytes, sha256)
    VALUES (@versionId, @side, @path, @sizeBytes, @sha256)`,
  );
  const setWhole = connection.prepare('UPDATE dataset_versions SET whole = 1 WHERE id = @versionId');
  return {
    /** What a killed process left of this version goes. */
    begin(version: Omit<NewDatasetVersion, 'images'>): number {
      const createdMs = Date.now();
      insertDataset.run({ name: version.name, createdMs });
      removePart.run({ name: version.name, version: version.version });
      return insertVersion.run({ ...version, createdMs }).id;
    },
    addImage: (versionId: number, { side, path, sizeBytes, sha256 }: CatalogImage) =>
      void insertImage.run({ versionId, side, path, sizeBytes, sha256 }),
    complete: (versionId: number) => void setWhole.run({ versionId }),
  };
}

function renamer(
  connection: Connection,
  find: Datasets['find'],
): Pick<Datasets, 'rename' | 'move' | 'setSample'> {
  const rename = connection.prepare('UPDATE datasets SET name = @to WHERE name = @name');
  const move = connection.prepare(
    'UPDATE dataset_versions SET manifest_path = @manifestPath, manifest_sha256 = @manifestSha256 WHERE id = @id',
  );
  const setSample = connection.prepare('UPDATE datasets SET sample = @sample WHERE name = @name');
  return {
    rename(name, to) {
      if (find(to) !== undefined) throw datasetExists(to);
      rename.run({ name, to });
    },
    move: ({ id, manifestPath, manifestSha256 }) => void move.run({ id, manifestPath, manifestSha256 }),
    setSample: (name, isSample) => void setSample.run({ name, sample: Number(isSample) }),
  };
}

function lastOf<Result>(slices: Generator<void, Result>): Result {
  for (;;) {
    const { done, value } = slices.next();
    if (done) return value;
  }
}

function fromRow(row: Row): DatasetVersion;
function fromRow(row: Row | undefined): DatasetVersion | undefined;
function fromRow(row: Row | undefined): DatasetVersion | undefined {
  return row && { ...row, isSample: row.isSample === 1 };
}

function datasetExists(name: string, version?: number): CoreError {
  const [found, advice] =
    version === undefined
      ? ['exists already', 'Choose another name.']
      : [`has a version ${version} already`, 'Import it as the next version.'];
  return new CoreError('dataset-exists', `The dataset "${name}" ${found}. ${advice}`, { name, version });
}
