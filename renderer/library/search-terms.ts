/** One part of a search: a word, or a filter such as `style:Zorn` or `camera:"Leica M6"`. */
export interface SearchTerm {
  /** As typed. */
  readonly text: string;
  /** Lower case; absent for a word. */
  readonly key?: string;
  readonly value: string;
}

const filterKeys: readonly string[] = ['name', 'camera', 'style', 'tag', 'run', 'made', 'has', 'stars'];

/** Splits what was typed at spaces, except within double quotes; an open quote goes to the end. */
export function termsOf(search: string): readonly SearchTerm[] {
  const parts = search.match(/(?:[^\s"]|"[^"]*(?:"|$))+/g) ?? [];
  return parts.map((text) => {
    const colon = text.indexOf(':');
    const key = text.slice(0, Math.max(0, colon)).toLowerCase();
    if (!filterKeys.includes(key)) return { text, value: bare(text) };
    return { text, key, value: bare(text.slice(colon + 1)) };
  });
}

/** The filters of a search, which are shown as chips; a filter without a value is still being typed. */
export function filtersOf(search: string): readonly SearchTerm[] {
  return termsOf(search).filter(({ key, value }) => key !== undefined && value !== '');
}

export function withTerm(search: string, key: string, value: string): string {
  const quoted = /[\s"]/.test(value) ? `"${value.replace(/["\s]+/g, ' ').trim()}"` : value;
  const others = termsOf(search).filter((term) => term.key !== key || key === 'has');
  const text = `${key}:${quoted}`;
  return [...others.map((term) => term.text).filter((one) => one !== text), text].join(' ');
}

/** Whether there is something in it that can be searched for. */
export function isWord(text: string): boolean {
  return /[\p{L}\p{N}]/u.test(text);
}

export function withoutTerm(search: string, text: string): string {
  const terms = termsOf(search);
  const at = terms.findIndex((term) => term.text === text);
  return terms
    .filter((_, index) => index !== at)
    .map((term) => term.text)
    .join(' ');
}

const bare = (text: string): string => text.replaceAll('"', '');
