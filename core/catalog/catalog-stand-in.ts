import { closeSync, openSync, writeSync } from 'node:fs';
import { rename } from 'node:fs/promises';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { temporaryFolder } from '../files/temporary-folder-stand-in.ts';
import { listBackups } from './backups.ts';
import type { NewDatasetVersion } from './datasets.ts';
import { openCatalog, type Catalog, type CatalogOptions } from './open-catalog.ts';
import type { NewRun } from './runs.ts';
import type { NewTranslator } from './translators.ts';

/** A catalog that is closed when the test that opens it is done. */
export async function openForTest(path: string, options: CatalogOptions = {}): Promise<Catalog> {
  const catalog = await openCatalog(path, options);
  onTestFinished(() => catalog.close());
  return catalog;
}

/** 64 hexadecimal digits that look like a hash. */
export function hashOf(digit: number): string {
  return digit.toString(16).padStart(64, '0');
}

/** A dataset version with one image on each side. */
export function datasetOf(name: string, version: number): NewDatasetVersion {
  const images = [
    { side: 'a', path: 'day/1.jpg', sizeBytes: 10, sha256: hashOf(1) },
    { side: 'b', path: 'dusk/1.jpg', sizeBytes: 20, sha256: hashOf(2) },
  ] as const;
  const manifestPath = `datasets/${name}/v${version}.json`;
  return { name, version, manifestPath, manifestSha256: hashOf(version), images };
}

export function runOf(name: string): NewRun {
  const options = { size: 128, lambdaCycle: 10 };
  return { name, method: 'cyclegan', options, datasetVersionId: null, folder: `runs/${name}`, steps: 300 };
}

export function translatorOf(name: string, digit: number): NewTranslator {
  return {
    name,
    file: `translators/${name}-${digit}.onnx`,
    sha256: hashOf(digit),
    runId: null,
    step: 300,
    direction: 'a-to-b',
    domainA: 'day',
    domainB: 'dusk',
    licence: 'MIT',
    origin: 'trained',
  };
}

/** A place for a catalog in a folder that is not there yet. */
export const newPath = () => join(temporaryFolder(), 'library', 'catalog.db');
export const photoOf = (index: number) => ({
  path: `/photos/${index}.jpg`,
  sha256: hashOf(index),
  sizeBytes: index,
});

export function addPhotos(catalog: Catalog, count: number): void {
  catalog.transaction(() => {
    for (let index = 1; index <= count; index++) catalog.photos.add(photoOf(index));
  });
}

/** A closed catalog of many pages. */
export async function filledCatalog(): Promise<string> {
  const path = newPath();
  const catalog = await openCatalog(path);
  addPhotos(catalog, 1000);
  catalog.close();
  return path;
}

/** A closed catalog that is too large to be checked while it opens, with a backup of the day before yesterday. */
export async function largeCatalog(path: string = newPath()): Promise<string> {
  const catalog = await openCatalog(path);
  const long = { kind: 'test', payload: 'x'.repeat(2 ** 20) };
  for (let megabytes = 0; megabytes < 17; megabytes++)
    catalog.actions.add({ label: 'Long', undo: long, redo: { kind: 'test', payload: null } });
  catalog.close();
  await dateBackup(path, Date.now() - 2 * 86_400_000);
  return path;
}

/** Renames the only backup as if it had been made at another time. */
export async function dateBackup(path: string, createdMs: number): Promise<void> {
  const [backup] = await listBackups(path);
  await rename(backup!.path, backup!.path.replace(/\d+\.db$/, `${createdMs}.db`));
}

/** Overwrites pages so far behind the schema that nothing but a check of the whole file finds it. */
export function overwritePages(path: string): void {
  const file = openSync(path, 'r+');
  for (let page = 100; page < 110; page++) writeSync(file, Buffer.alloc(4096, 0xa5), 0, 4096, page * 4096);
  closeSync(file);
}
