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
}

export interface Datasets {
  /** Adds a version, and the dataset with its first. Throws 'dataset-exists' when the version is there already. */
  add(version: NewDatasetVersion): DatasetVersion;
  /** The newest version of each dataset, in the order in which the datasets came. */
  list(): readonly DatasetVersion[];
  /** A version of a dataset, the newest when none is named. */
  find(name: string, version?: number): DatasetVersion | undefined;
  get(id: number): DatasetVersion | undefined;
  /** The version number that the next import of this name takes. */
  nextVersion(name: string): number;
  images(versionId: number): readonly CatalogImage[];
}

const select = `
SELECT v.id, d.name, v.version, v.manifest_path AS manifestPath, v.manifest_sha256 AS manifestSha256,
  v.created_ms AS createdMs,
  (SELECT count(*) FROM images WHERE dataset_version_id = v.id AND side = 'a') AS imagesA,
  (SELECT count(*) FROM images WHERE dataset_version_id = v.id AND side = 'b') AS imagesB
FROM dataset_versions v JOIN datasets d ON d.id = v.dataset_id`;

const newest = 'v.version = (SELECT max(version) FROM dataset_versions WHERE dataset_id = d.id)';

export function datasetsIn(connection: Connection): Datasets {
  const list = connection.prepare<object, DatasetVersion>(`${select} WHERE ${newest} ORDER BY d.id`);
  const byName = connection.prepare<object, DatasetVersion>(`${select} WHERE d.name = @name AND ${newest}`);
  const byVersion = connection.prepare<object, DatasetVersion>(
    `${select} WHERE d.name = @name AND v.version = @version`,
  );
  const byId = connection.prepare<object, DatasetVersion>(`${select} WHERE v.id = @id`);
  const images = connection.prepare<object, CatalogImage>(
    `SELECT side, path, size_bytes AS sizeBytes, sha256 FROM images WHERE dataset_version_id = @id ORDER BY id`,
  );
  const insert = inserter(connection);
  const find = (name: string, version?: number) =>
    version === undefined ? byName.get({ name }) : byVersion.get({ name, version });
  return {
    add: (added) =>
      connection.transaction(() => {
        if (find(added.name, added.version) !== undefined) throw datasetExists(added);
        return byId.get({ id: insert(added) })!; // just inserted
      }),
    list: () => list.all({}),
    find,
    get: (id) => byId.get({ id }),
    nextVersion: (name) => (find(name)?.version ?? 0) + 1,
    images: (id) => images.all({ id }),
  };
}

/** Inserts a version with its images and returns its id. */
function inserter(connection: Connection): (version: NewDatasetVersion) => number {
  const insertDataset = connection.prepare(
    'INSERT INTO datasets (name, created_ms) VALUES (@name, @createdMs) ON CONFLICT (name) DO NOTHING',
  );
  const insertVersion = connection.prepare(
    `INSERT INTO dataset_versions (dataset_id, version, manifest_path, manifest_sha256, created_ms)
    SELECT id, @version, @manifestPath, @manifestSha256, @createdMs FROM datasets WHERE name = @name`,
  );
  const insertImage = connection.prepare(
    `INSERT INTO images (dataset_version_id, side, path, size_bytes, sha256)
    VALUES (@versionId, @side, @path, @sizeBytes, @sha256)`,
  );
  return ({ images, ...version }) => {
    const createdMs = Date.now();
    insertDataset.run({ name: version.name, createdMs });
    const versionId = insertVersion.run({ ...version, createdMs }).id;
    for (const { side, path, sizeBytes, sha256 } of images)
      insertImage.run({ versionId, side, path, sizeBytes, sha256 });
    return versionId;
  };
}

function datasetExists({ name, version }: NewDatasetVersion): CoreError {
  return new CoreError(
    'dataset-exists',
    `The dataset "${name}" has a version ${version} already. Import it as the next version.`,
    { name, version },
  );
}
