import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { openCatalog, type Catalog } from '../core/catalog/open-catalog.ts';
import type { PhotoQuery } from '../core/contract/photos-contract.ts';
import { fillLibrary } from './app/fill-library.ts';

const help = `Usage: node bench/library.ts [--photos 100000] [--rounds 20]

Fills a new library with made-up photos and prints how long its pages, counts and searches take:
the median and the 95th percentile in milliseconds.`;

const { values } = parseArgs({
  options: {
    photos: { type: 'string', default: '100000' },
    rounds: { type: 'string', default: '20' },
    help: { type: 'boolean', default: false },
  },
});
async function measureLibrary(photos: number, rounds: number): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'diptych-bench-'));
  try {
    const path = join(folder, 'catalog.db');
    const catalog = await openCatalog(path);
    const filling = timed(() => fillLibrary(catalog, photos));
    catalog.close();
    const startMs = performance.now();
    const opened = await openCatalog(path);
    console.log(`${photos} photos, ${(statSync(path).size / 2 ** 20).toFixed(0)} MiB`);
    console.log(
      `filled in ${(filling / 1000).toFixed(1)} s, opened in ${(performance.now() - startMs).toFixed(0)} ms`,
    );
    for (const [name, work] of questions(opened, photos)) report(name, work, rounds);
    opened.close();
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

type Question = readonly [string, () => unknown];

function questions({ photoPages }: Catalog, photos: number): readonly Question[] {
  const query = (change: Partial<PhotoQuery> = {}): PhotoQuery => ({
    source: { kind: 'all' },
    search: '',
    sort: 'newest',
    ...change,
  });
  const sorts = ['newest', 'oldest', 'name', 'stars'] as const;
  const searches = [
    'i',
    'zur',
    'img camera:nikon',
    'holiday 77',
    'made:none',
    'camera:canon',
    'tag:places',
    'nowhere',
  ];
  return [
    ...sorts.map((sort): Question => [`count, ${sort}`, () => [...photoPages.count(query({ sort }))]]),
    ...sorts.flatMap((sort) =>
      [0, photos / 2, photos - 100].map((offset): Question => [
        `page, ${sort}, from ${offset}`,
        () => photoPages.page(query({ sort }), { offset: Math.floor(offset), limit: 100 }),
      ]),
    ),
    ...searches.flatMap((search): readonly Question[] => [
      [`search "${search}", count`, () => [...photoPages.count(query({ search }))]],
      [`search "${search}", page`, () => photoPages.page(query({ search }), { offset: 0, limit: 100 })],
    ]),
    ['all ids', () => photoPages.ids(query(), { offset: 0, limit: 100_000 })],
  ];
}

function report(name: string, work: () => unknown, rounds: number): void {
  work(); // the first reads the pages of the file
  const times = Array.from({ length: rounds }, () => timed(work)).sort((a, b) => a - b);
  const at = (fraction: number) => times[Math.min(times.length - 1, Math.floor(fraction * times.length))]!;
  console.log(`${name.padEnd(36)} ${at(0.5).toFixed(1).padStart(7)} ${at(0.95).toFixed(1).padStart(7)}`);
}

function timed(work: () => unknown): number {
  const startMs = performance.now();
  work();
  return performance.now() - startMs;
}

if (values.help) console.log(help);
else await measureLibrary(Number(values.photos), Number(values.rounds));
