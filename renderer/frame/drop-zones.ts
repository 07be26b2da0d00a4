import type { Destination } from '../state/arrivals.svelte.ts';
import type { Screen } from '../state/screen.ts';

/** A place to drop files on, which says what will happen. */
export interface DropZone {
  readonly title: string;
  readonly text: string;
  /** The key that does the same. */
  readonly key: string | null;
  readonly destination: Destination;
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
        text: 'An .onnx file is checked and tried before it is added. Nothing in it is run as a program.',
        key: null,
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
