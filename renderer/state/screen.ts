/** Where the window is; kept in the address so that a reload comes back to it. */
export type Screen =
  | { readonly name: 'library' }
  | { readonly name: 'translate'; readonly photoIds: readonly number[] }
  | { readonly name: 'train'; readonly runId?: number | undefined; readonly tab?: string | undefined }
  | { readonly name: 'models'; readonly styleId?: number | undefined }
  | { readonly name: 'settings'; readonly page?: string | undefined };

/** The fragment of the address that leads back to a screen. */
export function hashOf(screen: Screen): string {
  switch (screen.name) {
    case 'library':
      return '#/library';
    case 'translate':
      return `#/translate/${screen.photoIds.slice(0, 500).join(',')}`;
    case 'train':
      return `#/train/${screen.runId ?? ''}/${screen.tab ?? ''}`;
    case 'models':
      return `#/models/${screen.styleId ?? ''}`;
    case 'settings':
      return `#/settings/${screen.page ?? ''}`;
  }
}

/** The library for what no screen is at. */
export function screenOf(hash: string): Screen {
  const [name, first = '', second = ''] = hash.replace(/^#\//, '').split('/');
  const id = Number.parseInt(first) || undefined;
  if (name === 'translate') return { name, photoIds: first.split(',').map(Number).filter(Boolean) };
  if (name === 'train') return { name, runId: id, tab: second || undefined };
  if (name === 'models') return { name, styleId: id };
  if (name === 'settings') return { name, page: first || undefined };
  return { name: 'library' };
}
