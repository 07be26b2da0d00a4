import type { PhotoQuery } from '../contract/photos-contract.ts';
import type { Connection, Query } from './connection.ts';
import { countPhotos, type PhotoCount } from './photo-count.ts';
import { orders, selectionOf } from './photo-selection.ts';

export interface PhotoCardRow {
  readonly id: number;
  readonly name: string;
  readonly widthPixels: number | null;
  readonly heightPixels: number | null;
  readonly stars: number;
  readonly isRejected: boolean;
  readonly isMissing: boolean;
  readonly isSample: boolean;
  readonly results: number;
  /** Null for the original. */
  readonly shownResultId: number | null;
  readonly problem: string | null;
  readonly takenMs: number;
}

interface Span {
  readonly offset: number;
  readonly limit: number;
}

/** The library's grid and its trash, as a person sorts and filters them. */
export interface PhotoPages {
  /** In steps that others can be served between: a search through many photos takes several. */
  count(query: PhotoQuery): Generator<void, PhotoCount>;
  page(query: PhotoQuery, span: Span): readonly PhotoCardRow[];
  ids(query: PhotoQuery, span: Span): readonly number[];
  card(id: number): PhotoCardRow | undefined;
}

const card = `
SELECT p.id, p.name, p.width_pixels AS widthPixels, p.height_pixels AS heightPixels, p.stars,
  p.rejected AS isRejected, p.missing AS isMissing, p.place = 'sample' AS isSample, p.results,
  p.current_result_id AS shownResultId, p.problem,
  p.taken_ms AS takenMs
FROM photos p`;

type StoredCard = Omit<PhotoCardRow, 'isRejected' | 'isMissing' | 'isSample'> &
  Readonly<Record<'isRejected' | 'isMissing' | 'isSample', number>>;

export function photoPagesIn(connection: Connection): PhotoPages {
  const prepared = new Map<string, Query<object, never>>();
  /** Queries differ in their words only a little: each form is prepared once. */
  const prepare = <Row>(sql: string): Query<object, Row> => {
    const query = prepared.get(sql) ?? connection.prepare<object, never>(sql);
    prepared.set(sql, query);
    return query;
  };
  const byId = connection.prepare<object, StoredCard>(`${card} WHERE p.id = @id`);
  const newest = connection.prepare<object, { id: number | null }>('SELECT max(id) AS id FROM photos');
  return {
    count: (query) => countPhotos(query, { prepare, lastId: () => newest.get({})?.id ?? 0 }),
    page(query, span) {
      const { from, parameters } = selectionOf(query);
      const { by } = orders[query.sort];
      const sql = `${card} WHERE p.id IN (SELECT p.id ${from} ORDER BY ${by} LIMIT @limit OFFSET @offset) ORDER BY ${by}`;
      return prepare<StoredCard>(sql)
        .all({ ...parameters, ...span })
        .map(cardOf);
    },
    ids(query, span) {
      const { from, parameters } = selectionOf(query);
      const sql = `SELECT p.id ${from} ORDER BY ${orders[query.sort].by} LIMIT @limit OFFSET @offset`;
      return prepare<{ id: number }>(sql)
        .all({ ...parameters, ...span })
        .map(({ id }) => id);
    },
    card(id) {
      const row = byId.get({ id });
      return row && cardOf(row);
    },
  };
}

function cardOf(row: StoredCard): PhotoCardRow {
  return {
    ...row,
    isRejected: row.isRejected === 1,
    isMissing: row.isMissing === 1,
    isSample: row.isSample === 1,
  };
}
