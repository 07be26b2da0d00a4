import type { Destination } from '../state/arrivals.svelte.ts';
import type { Screen } from '../state/screen.ts';
import { formatAmount } from '../ui/format.ts';

/** A place to drop files on, which says what will happen. */
export interface DropZone {
  readonly title: string;
  readonly text: string;
  /** The key that does the same. */
  readonly key: string | null;
  readonly destination: Destination;
}

/** What is held, as far as a page is told before it is let go: types without contents. */
export function heldText(types: readonly string[]): string {
  const pictures = types.filter((type) => type.startsWith('image/')).length;
  const others = types.length - pictures;
  const parts = [
    pictures > 0 ? formatAmount(pictures, 'picture') : '',
    others > 0 ? formatAmount(others, 'folder or other file', 'folders or other files') : '',
  ];
  return parts.filter(Boolean).join(' and ') || 'Something';
}

export interface OpenAlbum {
  readonly id: number;
  readonly name: string;
}

const folders = 'Folders are looked through. Originals stay where they are and as they are.';

/** What the window offers while files are held over it. */
export function dropZonesOf(screen: Screen['name'], album: OpenAlbum | null): readonly DropZone[] {
  const library: DropZone = { title: 'Add to the library', text: folders, key: 'Ctrl+O', destination: {} };
  if (screen === 'translate')
    return [
      { title: 'Add and translate', text: folders, key: 'Ctrl+O', destination: { isForTranslating: true } },
      { ...library, title: 'Only add to the library', text: 'To be translated another time.', key: null },
    ];
  if (screen === 'models')
    return [
      {
        title: 'Look at the model file',
        text: 'It is checked and tried before it is added. Nothing in it is run as a program.',
        key: 'Ctrl+O',
        destination: {},
      },
    ];
  if (screen === 'library' && album !== null)
    return [
      { ...library, title: `Add to the album “${album.name}”`, destination: { albumId: album.id } },
      { ...library, title: 'Only add to the library', text: 'And to no album.', key: null },
    ];
  return [library];
}
