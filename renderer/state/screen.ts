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
export function hashOf(screen: Screen): string {
  return ['#', screen.name, ...partsOf(screen).map((part) => encodeURIComponent(part ?? ''))].join('/');
}

function partsOf(screen: Screen): readonly (string | number | undefined)[] {
  switch (screen.name) {
    case 'library':
      return [];
    case 'translate':
      return [screen.photoIds.slice(0, 500).join('-')];
    case 'train':
      return [screen.runId, screen.tab, screen.dataset];
    case 'models':
      return [screen.styleId];
    case 'settings':
      return [screen.page];
  }
}

/** The library for what no screen is at. */
export function screenOf(hash: string): Screen {
  const [name, ...parts] = hash.replace(/^#\//, '').split('/');
  const [first, second, third] = parts.map(decoded);
  const id = Number.parseInt(first ?? '') || undefined;
  switch (name) {
    case 'translate':
      return { name, photoIds: (first ?? '').split('-').map(Number).filter(Boolean) };
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

/** Undefined for nothing and for what was mangled. */
function decoded(part: string): string | undefined {
  try {
    return decodeURIComponent(part) || undefined;
  } catch {
    return undefined;
  }
}
