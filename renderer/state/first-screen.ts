import type { CoreClient } from '../platform/platform.ts';
import { screenOf, type Screen } from './screen.ts';

/** Where a window opens: where it was, else the photos; with none yet, translating is what people come for. */
export async function firstScreen(hash: string, { photos }: CoreClient): Promise<Screen> {
  if (hash !== '') return screenOf(hash);
  const { total } = await photos.count({ source: { kind: 'all' }, search: '', sort: 'newest' });
  return total === 0 ? { name: 'translate', photoIds: [] } : { name: 'library' };
}
