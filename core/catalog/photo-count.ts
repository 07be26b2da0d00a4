import type { PhotoQuery } from '../contract/photos-contract.ts';
import type { Query } from './connection.ts';
import { orders, selectionOf, selectionOfMatches } from './photo-selection.ts';

export interface PhotoCount {
  readonly total: number;
  /** Where each year, first letter or number of stars begins. */
  readonly marks: readonly { readonly label: string; readonly offset: number }[];
}

interface Counting {
  readonly prepare: <Row>(sql: string) => Query<object, Row>;
  /** The largest id there is; 0 where there is none. */
  readonly lastId: () => number;
}

/** How many of the photos that match stand at each mark. */
type Counts = ReadonlyMap<string | number, number>;

/** Looking these up takes a few milliseconds. */
const idsInStep = 10_000;

/**
 * Photos without words to look for are counted in one step, from the index alone; those that match words by their ids, so
 * many in a step. What changes between the steps is told to the page like any change, which then asks again.
 */
export function* countPhotos(query: PhotoQuery, counting: Counting): Generator<void, PhotoCount> {
  const { from, parameters } = selectionOf(query);
  if (parameters['match'] === undefined) return marked(query, countIn(query, from, parameters, counting));
  const found = new Map<string | number, number>();
  const matches = selectionOfMatches(query);
  for (let first = 1; first <= counting.lastId(); first += idsInStep) {
    if (first > 1) yield;
    const range = { first, last: first + idsInStep - 1 };
    const counts = countIn(query, matches.from, { ...matches.parameters, ...range }, counting);
    for (const [mark, count] of counts) found.set(mark, (found.get(mark) ?? 0) + count);
  }
  return marked(query, found);
}

function countIn({ sort }: PhotoQuery, from: string, parameters: object, { prepare }: Counting): Counts {
  const { column } = orders[sort];
  const sql = `SELECT ${column} AS mark, count(*) AS count ${from} GROUP BY ${column}`;
  const rows = prepare<{ mark: string | number; count: number }>(sql).all(parameters);
  return new Map(rows.map(({ mark, count }) => [mark, count]));
}

function marked({ sort }: PhotoQuery, counts: Counts): PhotoCount {
  const { label, isDescending } = orders[sort];
  const sign = isDescending ? -1 : 1;
  let total = 0;
  const marks = [...counts]
    .sort(([one], [other]) => sign * compare(one, other))
    .map(([mark, count]) => {
      const begin = { label: label(String(mark)), offset: total };
      total += count;
      return begin;
    });
  return { total, marks };
}

/** As SQLite sorts: numbers, or texts by their bytes. */
function compare(one: string | number, other: string | number): number {
  if (typeof one === 'number' && typeof other === 'number') return one - other;
  return Buffer.compare(Buffer.from(String(one)), Buffer.from(String(other)));
}
