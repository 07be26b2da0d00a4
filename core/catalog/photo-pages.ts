import type { PhotoQuery } from '../contract/photos-contract.ts';
import type { Connection, Query } from './connection.ts';
import { parseSearch } from './photo-search.ts';

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

export interface PhotoCount {
  readonly total: number;
  /** Where each year, first letter or number of stars begins. */
  readonly marks: readonly { readonly label: string; readonly offset: number }[];
}

interface Span {
  readonly offset: number;
  readonly limit: number;
}

/** The library's grid and its trash, as a person sorts and filters them. */
export interface PhotoPages {
  count(query: PhotoQuery): PhotoCount;
  page(query: PhotoQuery, span: Span): readonly PhotoCardRow[];
  ids(query: PhotoQuery, span: Span): readonly number[];
  card(id: number): PhotoCardRow | undefined;
}

interface Order {
  /** Holds everything that a query filters by, so that no row of a photo is read to find which ids a page has. */
  readonly index: string;
  readonly by: string;
  readonly mark: string;
  readonly label: (mark: string) => string;
}

const asItIs = (mark: string) => mark;
/** Ids only grow: they settle the order whatever clocks said. */
const orders: Readonly<Record<PhotoQuery['sort'], Order>> = {
  newest: {
    index: 'photos_newest',
    by: 'p.taken_year DESC, p.taken_ms DESC, p.id DESC',
    mark: 'p.taken_year DESC',
    label: asItIs,
  },
  oldest: {
    index: 'photos_newest',
    by: 'p.taken_year, p.taken_ms, p.id',
    mark: 'p.taken_year',
    label: asItIs,
  },
  name: { index: 'photos_by_name', by: 'p.name_mark, p.name_key, p.id', mark: 'p.name_mark', label: asItIs },
  stars: {
    index: 'photos_by_stars',
    by: 'p.stars DESC, p.taken_year DESC, p.taken_ms DESC, p.id DESC',
    mark: 'p.stars DESC',
    label: (stars) => `${stars} \u2605`,
  },
};

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
  return {
    count(query) {
      const { from, parameters } = conditionsOf(query);
      const { mark, label } = orders[query.sort];
      const column = mark.replace(' DESC', '');
      const rows = prepare<{ mark: string | number; count: number }>(
        `SELECT ${column} AS mark, count(*) AS count ${from} GROUP BY ${column} ORDER BY ${mark}`,
      ).all(parameters);
      let total = 0;
      const marks = rows.map((row) => {
        const begin = { label: label(String(row.mark)), offset: total };
        total += row.count;
        return begin;
      });
      return { total, marks };
    },
    page(query, span) {
      const { from, parameters } = conditionsOf(query);
      const { by } = orders[query.sort];
      const sql = `${card} WHERE p.id IN (SELECT p.id ${from} ORDER BY ${by} LIMIT @limit OFFSET @offset) ORDER BY ${by}`;
      return prepare<StoredCard>(sql)
        .all({ ...parameters, ...span })
        .map(cardOf);
    },
    ids(query, span) {
      const { from, parameters } = conditionsOf(query);
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

type Parameters = Readonly<Record<string, string | number>>;

function conditionsOf({ source, search, sort }: PhotoQuery): { from: string; parameters: Parameters } {
  const { match, isUntranslated, hasProblem, leastStars } = parseSearch(search);
  const [sourceSql, sourceParameters] = sourceOf(source);
  const conditions = [
    `p.shelf = ${source.kind === 'trash' ? 2 : 1}`,
    sourceSql,
    match !== null && 'p.id IN (SELECT rowid FROM photo_words WHERE photo_words MATCH @match)',
    isUntranslated && 'p.results = 0',
    hasProblem && 'p.has_problem = 1',
    leastStars > 0 && 'p.stars >= @leastStars',
  ].filter((condition) => condition !== false && condition !== '');
  return {
    from: `FROM photos p INDEXED BY ${orders[sort].index} WHERE ${conditions.join(' AND ')}`,
    parameters: {
      ...sourceParameters,
      ...(match !== null && { match }),
      ...(leastStars > 0 && { leastStars }),
    },
  };
}

function sourceOf(source: PhotoQuery['source']): readonly [string, Parameters] {
  switch (source.kind) {
    case 'all':
    case 'trash':
      return ['', {}];
    case 'translated':
      return ['p.results > 0', {}];
    case 'untranslated':
      return ['p.results = 0', {}];
    case 'problems':
      return ['p.has_problem = 1', {}];
    case 'starred':
      return ['p.stars > 0', {}];
    case 'rejected':
      return ['p.rejected = 1', {}];
    case 'album':
      return [
        'p.id IN (SELECT photo_id FROM album_photos WHERE album_id = @albumId)',
        { albumId: source.albumId },
      ];
    case 'import':
      return ['p.import_id = @importId', { importId: source.importId }];
  }
}
