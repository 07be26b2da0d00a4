import type { LongLists } from './long-lists.ts';

/** Where the window is; kept in the address so that a reload comes back to it. */
export type Screen =
  | { readonly name: 'library' }
  | { readonly name: 'translate'; readonly photoIds: readonly number[] }
  | {
      readonly name: 'train';
      readonly runId?: number | undefined;
      /** Without a run: this dataset. */
      readonly dataset?: string | undefined;
      readonly tab?: string | undefined;
    }
  | { readonly name: 'models'; readonly styleId?: number | undefined }
  | { readonly name: 'settings'; readonly page?: string | undefined };

/** The fragment of the address that leads back to a screen. */
export function hashOf(screen: Screen, longLists: LongLists): string {
  const parts = partsOf(screen, longLists).map((part) => encodeURIComponent(part ?? ''));
  return ['#', screen.name, ...parts].join('/');
}

function partsOf(screen: Screen, longLists: LongLists): readonly (string | number | undefined)[] {
  switch (screen.name) {
    case 'library':
      return [];
    case 'translate':
      return [photosPart(screen.photoIds, longLists)];
    case 'train':
      return [screen.runId, screen.tab, screen.dataset];
    case 'models':
      return [screen.styleId];
    case 'settings':
      return [screen.page];
  }
}

/** The library for what no screen is at. */
export function screenOf(hash: string, longLists: LongLists): Screen {
  const [name, ...parts] = hash.replace(/^#\//, '').split('/');
  const [first, second, third] = parts.map(decoded);
  const id = Number.parseInt(first ?? '') || undefined;
  switch (name) {
    case 'translate':
      return { name, photoIds: photosOf(first ?? '', longLists) };
    case 'train':
      return { name, runId: id, tab: second, dataset: third };
    case 'models':
      return { name, styleId: id };
    case 'settings':
      return { name, page: first };
    default:
      return { name: 'library' };
  }
}

const mostInAddress = 500;

function photosPart(photoIds: readonly number[], longLists: LongLists): string {
  const list = photoIds.join('-');
  return photoIds.length <= mostInAddress ? list : `${keyMark}${longLists.keep(list)}`;
}

function photosOf(part: string, longLists: LongLists): readonly number[] {
  const list = part.startsWith(keyMark) ? (longLists.find(part.slice(keyMark.length)) ?? '') : part;
  return list.split('-').map(Number).filter(Boolean);
}

const keyMark = 'list-';

/** Undefined for nothing and for what was mangled. */
function decoded(part: string): string | undefined {
  try {
    return decodeURIComponent(part) || undefined;
  } catch {
    return undefined;
  }
}
