import type { PhotoQuery } from '../contract/photos-contract.ts';
import { parseSearch } from './photo-search.ts';

interface Order {
  /** Holds everything that a query filters by, so that no row of a photo is read to find which ids a page has. */
  readonly index: string;
  readonly by: string;
  /** What its marks stand for. */
  readonly column: string;
  readonly isDescending: boolean;
  readonly label: (mark: string) => string;
}

const asItIs = (mark: string) => mark;
/** Ids only grow: they settle the order whatever clocks said. */
export const orders: Readonly<Record<PhotoQuery['sort'], Order>> = {
  newest: {
    index: 'photos_newest',
    by: 'p.taken_year DESC, p.taken_ms DESC, p.id DESC',
    column: 'p.taken_year',
    isDescending: true,
    label: asItIs,
  },
  oldest: {
    index: 'photos_newest',
    by: 'p.taken_year, p.taken_ms, p.id',
    column: 'p.taken_year',
    isDescending: false,
    label: asItIs,
  },
  name: {
    index: 'photos_by_name',
    by: 'p.name_mark, p.name_key, p.id',
    column: 'p.name_mark',
    isDescending: false,
    label: asItIs,
  },
  stars: {
    index: 'photos_by_stars',
    by: 'p.stars DESC, p.taken_year DESC, p.taken_ms DESC, p.id DESC',
    column: 'p.stars',
    isDescending: true,
    label: (stars) => `${stars} \u2605`,
  },
};

export type Parameters = Readonly<Record<string, string | number>>;

interface Selection {
  /** Everything of a statement behind its columns; the photos are called `p`. */
  readonly from: string;
  /** `match` is there where words are looked for. */
  readonly parameters: Parameters;
}

const matches = 'photo_words MATCH @match';

/** The photos of a query, in the order of the index of its sort. */
export function selectionOf(query: PhotoQuery): Selection {
  const { where, parameters } = conditionsOf(query);
  const { index } = orders[query.sort];
  const words =
    parameters['match'] === undefined ? '' : ` AND p.id IN (SELECT rowid FROM photo_words WHERE ${matches})`;
  return { from: `FROM photos p INDEXED BY ${index} WHERE ${where}${words}`, parameters };
}

/** Those with ids from `@first` to `@last` whose words match, which are found without looking at the others. */
export function selectionOfMatches(query: PhotoQuery): Selection {
  const { where, parameters } = conditionsOf(query);
  const range = 'w.rowid BETWEEN @first AND @last';
  return {
    from: `FROM photo_words w CROSS JOIN photos p ON p.id = w.rowid WHERE w.${matches} AND ${range} AND ${where}`,
    parameters,
  };
}

function conditionsOf({ source, search }: PhotoQuery): { where: string; parameters: Parameters } {
  const { match, isUntranslated, hasProblem, leastStars } = parseSearch(search);
  const [sourceSql, sourceParameters] = sourceOf(source);
  const conditions = [
    `p.shelf = ${source.kind === 'trash' ? 2 : 1}`,
    sourceSql,
    isUntranslated && 'p.results = 0',
    hasProblem && 'p.has_problem = 1',
    leastStars > 0 && 'p.stars >= @leastStars',
  ].filter((condition) => condition !== false && condition !== '');
  return {
    where: conditions.join(' AND '),
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
