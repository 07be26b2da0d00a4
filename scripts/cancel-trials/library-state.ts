import { readdir, stat } from 'node:fs/promises';
import { join, relative } from 'node:path';
import type { NamedFileKind } from '../../core/catalog/named-files.ts';
import { findingsKey } from '../../core/studio/library/check-library.ts';
import type { Workplace } from '../kill-trials/workplace.ts';

const call = () => ({ signal: new AbortController().signal });
const kinds: readonly NamedFileKind[] = ['photo', 'result', 'translator', 'checkpoint'];
const all = { source: { kind: 'all' }, search: '', sort: 'newest' } as const;
/** Caches and the files of the catalog itself may change without anything of a person's having changed. */
const passing =
  /^(catalog\.db.*|app\.lock|settings\.json.*|cache\/(?!dataset-imports).*|backups\/.*|logs\/.*)$/;

/** What a cancelled job must leave as it was: everything that the catalog shows, and every file beside it. */
export async function libraryState(
  { house, areas }: Workplace,
  { withRuns }: { readonly withRuns: boolean },
): Promise<Readonly<Record<string, string>>> {
  const { photos, styles, datasets, training, actions } = areas;
  const shown = {
    photos: await photos.ids({ query: all, offset: 0, limit: 10_000 }, call()),
    albums: await photos.albums(undefined, call()),
    styles: await styles.list({ trashed: false }, call()),
    datasets: await datasets.list(undefined, call()),
    findings: house.catalog.measurements.get(findingsKey) ?? null,
    ...(withRuns
      ? {
          runs: await training.list(undefined, call()),
          actions: await actions.list({ limit: 1000 }, call()),
        }
      : {}),
    ...Object.fromEntries(
      kinds
        .filter((kind) => withRuns || kind !== 'checkpoint')
        .map((kind) => [kind, house.catalog.namedFiles.page(kind, 0, 10_000)]),
    ),
  };
  const files = (await filesBelow(house.library.root)).filter(
    (file) => withRuns || !file.startsWith('runs/'),
  );
  return Object.fromEntries([
    ...Object.entries(shown).map(([name, value]) => [name, JSON.stringify(value)] as const),
    ['files', files.join('\n')],
  ]);
}

/** Hidden temporary files of ours, below folders that jobs write to. */
export async function temporaryFiles(folders: readonly string[]): Promise<readonly string[]> {
  const found: string[] = [];
  for (const folder of folders) {
    const entries = await readdir(folder, { recursive: true }).catch(() => []);
    found.push(...entries.filter((name) => /\.diptych-.*\.tmp/.test(name)));
  }
  return found;
}

async function filesBelow(root: string): Promise<readonly string[]> {
  const entries = await readdir(root, { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => !passing.test(relative(root, path).replaceAll('\\', '/')));
  return Promise.all(files.sort().map(async (path) => `${relative(root, path)} ${(await stat(path)).size}`));
}
