import { openCatalog, type Catalog } from '../../core/catalog/open-catalog.ts';
import type { PhotoQuery } from '../../core/contract/photos-contract.ts';
import type { Figure } from './figure.ts';

/** In steps that others can be served between; each is a value. */
type Work = readonly [string, (catalog: Catalog) => Iterator<unknown>];
function* oneStep(work: () => unknown): Generator<undefined, void> {
  work();
}
const query = (change: Partial<PhotoQuery> = {}): PhotoQuery => ({
  source: { kind: 'all' },
  search: '',
  sort: 'newest',
  ...change,
});
const words = ['i', 'zur', 'img camera:nikon', 'camera:canon', 'tag:places', 'made:none'];
const works: readonly Work[] = [
  ['catalog: count of 100,000 photos', ({ photoPages }) => photoPages.count(query())],
  ...[0, 50_000, 99_800].map((offset): Work => [
    'catalog: a page of 200 photos anywhere',
    ({ photoPages }) => oneStep(() => photoPages.page(query({ sort: 'name' }), { offset, limit: 200 })),
  ]),
  ...words.flatMap((search): readonly Work[] => [
    ['catalog: a step of counting a search', ({ photoPages }) => photoPages.count(query({ search }))],
    [
      'catalog: first page of a search',
      ({ photoPages }) => oneStep(() => photoPages.page(query({ search }), { offset: 0, limit: 200 })),
    ],
  ]),
];

/** What the core computes for the grid, without the way to the page. */
export async function measureCatalog(path: string, rounds: number): Promise<readonly Figure[]> {
  const catalog = await openCatalog(path);
  try {
    const times = works.flatMap(([what, work]) =>
      Array.from({ length: rounds }, () => stepTimes(work(catalog)).map((ms) => ({ what, ms }))).flat(),
    );
    return [...Map.groupBy(times, ({ what }) => what)].map(([what, values]) => ({
      what,
      unit: 'ms',
      values: values.map(({ ms }) => ms),
      target: { atMost: 50 },
    }));
  } finally {
    catalog.close();
  }
}

function stepTimes(steps: Iterator<unknown>): readonly number[] {
  const times: number[] = [];
  for (let isDone = false; !isDone;) {
    const startMs = performance.now();
    isDone = steps.next().done === true;
    times.push(performance.now() - startMs);
  }
  return times;
}
