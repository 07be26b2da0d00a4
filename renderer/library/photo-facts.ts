import type { PhotoInfo } from '../../core/contract/photos-contract.ts';
import { formatBytes, formatCount, formatMoment, formatRate } from '../ui/format.ts';

export interface Fact {
  readonly label: string;
  readonly value: string;
}

const places: Readonly<Record<PhotoInfo['place'], string>> = {
  linked: 'Where you keep it; Diptych only looks at it',
  copied: 'Copied into the library',
  sample: 'A sample that comes with Diptych',
};

/** What is known of a photo, in the order of what people look for. */
export function photoFacts(info: PhotoInfo): readonly Fact[] {
  const all: readonly (readonly [string, string | null])[] = [
    ['Size', sizeOf(info)],
    ['Taken', formatMoment(info.takenMs)],
    ['Camera', info.camera],
    ['Colours', coloursOf(info)],
    ['File', `${info.format.toUpperCase()}, ${formatBytes(info.sizeBytes)}`],
    ['Lies', places[info.place]],
    ['Albums', info.albums.map(({ name }) => name).join(', ') || null],
    ['Added', formatMoment(info.importedMs)],
    ['Checksum', info.sha256.slice(0, 16)],
  ];
  return all.flatMap(([label, value]) => (value === null ? [] : [{ label, value }]));
}

/** A result is in the colours of its photo again, but where these are none of a screen. */
function coloursOf({ colourProfile, history }: PhotoInfo): string | null {
  if (colourProfile === null || history.length === 0 || /^srgb/i.test(colourProfile)) return colourProfile;
  const there = `${colourProfile} → sRGB`;
  return /\((CMYK|grey)\)$/.test(colourProfile) ? there : `${there} → ${colourProfile}`;
}

function sizeOf({ widthPixels, heightPixels }: PhotoInfo): string | null {
  if (widthPixels === null || heightPixels === null) return null;
  const megapixels = (widthPixels * heightPixels) / 1e6;
  const size = `${formatCount(widthPixels)} × ${formatCount(heightPixels)}`;
  return megapixels < 0.1 ? size : `${size} · ${formatRate(megapixels)} MP`;
}
