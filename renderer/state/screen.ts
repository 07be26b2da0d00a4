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
  return `#/${[screen.name, ...placeIn(screen)].join('/')}`;
}

/** The library for what no screen is at. */
export function screenOf(hash: string): Screen {
  const [name = '', first = '', second = ''] = hash.replace(/^#\//, '').split('/');
  return Object.hasOwn(readers, name) ? readers[name]!(first, second) : { name: 'library' };
}

function placeIn(screen: Screen): readonly (string | number)[] {
  switch (screen.name) {
    case 'library':
      return [];
    case 'translate':
      return [screen.photoIds.slice(0, 500).join(',')];
    case 'train':
      return [screen.runId ?? '', screen.tab ?? ''];
    case 'models':
      return [screen.styleId ?? ''];
    case 'settings':
      return [screen.page ?? ''];
  }
}

const idOf = (text: string): number | undefined => Number.parseInt(text) || undefined;
const readers: Readonly<Record<string, (first: string, second: string) => Screen>> = {
  translate: (first) => ({ name: 'translate', photoIds: first.split(',').map(Number).filter(Boolean) }),
  train: (first, second) => ({ name: 'train', runId: idOf(first), tab: second || undefined }),
  models: (first) => ({ name: 'models', styleId: idOf(first) }),
  settings: (first) => ({ name: 'settings', page: first || undefined }),
};
