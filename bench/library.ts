import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { ReadPhoto } from '../core/catalog/imports.ts';
import { openCatalog, type Catalog } from '../core/catalog/open-catalog.ts';
import type { PhotoQuery } from '../core/contract/photos-contract.ts';

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
    const filling = timed(() => fill(catalog, photos));
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

const cameras = ['Canon EOS 5D', 'NIKON Z 6', 'Pixel 8', 'iPhone 15 Pro', null];
const stems = ['IMG_', 'DSC', 'holiday ', 'Z\u00fcrich '];
const dayMs = 24 * 3600 * 1000;
const photosAtOnce = 1000;

function fill(catalog: Catalog, photos: number): void {
  const importId = catalog.imports.add();
  for (let start = 0; start < photos; start += photosAtOnce) {
    const count = Math.min(photosAtOnce, photos - start);
    catalog.imports.addPhotos(
      importId,
      Array.from({ length: count }, (_, index) => photoOf(start + index)),
    );
  }
  catalog.imports.finish(importId, {
    added: photos,
    duplicates: 0,
    unreadable: 0,
    notPhotos: 0,
    problems: [],
  });
}

function photoOf(index: number): ReadPhoto {
  const shuffled = Math.imul(index + 1, 2654435761) >>> 0;
  return {
    path: `/photos/${index}.jpg`,
    sha256: shuffled.toString(16).padStart(64, '0'),
    sizeBytes: 4e6,
    name: `${stems[index % stems.length]!}${index}.jpg`,
    place: 'linked',
    format: 'jpeg',
    widthPixels: 4000,
    heightPixels: 3000,
    camera: cameras[shuffled % cameras.length]!,
    colourProfile: null,
    takenMs: Date.UTC(2005, 0, 1) + (shuffled % 7300) * dayMs,
  };
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
  const searches = ['i', 'zur', 'img camera:nikon', 'holiday 77', 'made:none', 'camera:canon', 'nowhere'];
  return [
    ...sorts.map((sort): Question => [`count, ${sort}`, () => photoPages.count(query({ sort }))]),
    ...sorts.flatMap((sort) =>
      [0, photos / 2, photos - 100].map((offset): Question => [
        `page, ${sort}, from ${offset}`,
        () => photoPages.page(query({ sort }), { offset: Math.floor(offset), limit: 100 }),
      ]),
    ),
    ...searches.flatMap((search): readonly Question[] => [
      [`search "${search}", count`, () => photoPages.count(query({ search }))],
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
