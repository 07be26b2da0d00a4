/** What a person typed, as a condition of FTS5 and conditions of the photos' columns. */
export interface PhotoSearch {
  /** Null where no words are looked for. */
  readonly match: string | null;
  readonly isUntranslated: boolean;
  readonly hasProblem: boolean;
  readonly leastStars: number;
}

const columns: ReadonlyMap<string, string> = new Map([
  ['style', 'styles'],
  ['camera', 'camera'],
  ['name', 'name'],
  ['tag', 'tags'],
  ['run', 'runs'],
]);

interface Term {
  /** What stands before a colon, or nothing. */
  readonly key: string;
  readonly word: string;
}

/**
 * Words are looked for as beginnings, all of them, in names, cameras, styles, tags and trainings; `name:`, `camera:`,
 * `style:`, `tag:` and `run:` look in one of them; `made:none`, `has:problem` and `stars:3` (three or more) are no words.
 * Quotes hold words together.
 */
export function parseSearch(text: string): PhotoSearch {
  const found = [...text.matchAll(/(?:([a-z]+):)?(?:"([^"]*)"?|(\S+))/gi)];
  const terms = found.map(([, key = '', quoted, plain]) => ({
    key: key.toLowerCase(),
    word: quoted ?? plain ?? '',
  }));
  const has = (key: string, word: string) =>
    terms.some((term) => term.key === key && term.word.toLowerCase() === word);
  const stars = terms.filter(isStars).map(({ word }) => Number(word));
  const matches = terms.filter((term) => !isStars(term) && !isSwitch(term)).flatMap(matchOf);
  return {
    match: matches.length === 0 ? null : matches.join(' AND '),
    isUntranslated: has('made', 'none'),
    hasProblem: has('has', 'problem'),
    leastStars: Math.max(0, ...stars),
  };
}

function isStars({ key, word }: Term): boolean {
  return key === 'stars' && /^[0-5]$/.test(word);
}

function isSwitch({ key, word }: Term): boolean {
  return ['made:none', 'has:problem'].includes(`${key}:${word.toLowerCase()}`);
}

/** A quoted phrase means its letters and nothing else, whatever FTS5 would read into them. */
function matchOf({ key, word }: Term): readonly string[] {
  const column = columns.get(key);
  const text = column === undefined && key !== '' ? `${key} ${word}` : word;
  if (!/[\p{L}\p{N}]/u.test(text)) return [];
  return [`${column === undefined ? '' : `${column} : `}"${text.replaceAll('"', ' ')}"*`];
}
