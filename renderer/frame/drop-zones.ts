import type { Destination, ImportPlace } from '../state/arrivals.svelte.ts';
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

/** How the photos of a drop come in. */
export interface ImportWay {
  /** As the last time. */
  readonly place: ImportPlace;
  /** A browser hands contents over, no places: photos can only be copied. */
  readonly canLink: boolean;
}

const texts: Readonly<Record<ImportPlace, string>> = {
  link: 'Folders are looked through. Originals stay where they are and as they are.',
  copy: 'Folders are looked through. The copies stay when the originals are moved or deleted.',
};

/** What the window offers while files are held over it. */
export function dropZonesOf(
  screen: Screen['name'],
  album: OpenAlbum | null,
  { place, canLink }: ImportWay,
): readonly DropZone[] {
  const text = canLink ? texts[place] : texts.copy;
  const library: DropZone = { title: 'Add to the library', text, key: 'Ctrl+O', destination: {} };
  if (screen === 'translate')
    return [
      { title: 'Add and translate', text, key: 'Ctrl+O', destination: { isForTranslating: true } },
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
  return screen === 'library' && canLink ? [library, otherWay(place)] : [library];
}

function otherWay(place: ImportPlace): DropZone {
  const other = place === 'link' ? 'copy' : 'link';
  const title = other === 'copy' ? 'Copy into the library' : 'Leave where they are';
  return { title, text: `${texts[other]} The next ones too.`, key: null, destination: { place: other } };
}
