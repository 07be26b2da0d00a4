import type { ExportPreset } from '../../core/contract/translation-contract.ts';

export type PresetDraft = Omit<ExportPreset, 'id' | 'isDefault'>;

export const formatOptions: readonly { readonly value: PresetDraft['format']; readonly label: string }[] = [
  { value: 'same', label: 'As the photo' },
  { value: 'jpeg', label: 'JPEG' },
  { value: 'png', label: 'PNG' },
  { value: 'webp', label: 'WebP' },
  { value: 'tiff', label: 'TIFF' },
  { value: 'avif', label: 'AVIF' },
];

/** Those that this build can write, by their names. */
export function formatsOf(written: readonly string[]): typeof formatOptions {
  return formatOptions.filter(({ value, label }) => value === 'same' || written.includes(label));
}

export const metadataOptions: readonly {
  readonly value: PresetDraft['metadata'];
  readonly label: string;
  readonly help: string;
}[] = [
  {
    value: 'safe',
    label: 'Without place and serial numbers',
    help: 'Date and camera stay. Where it was taken, and which very camera took it, do not.',
  },
  {
    value: 'all',
    label: 'Everything',
    help: 'All that the photo carries, with the place where it was taken.',
  },
  { value: 'none', label: 'Nothing', help: 'The picture and its colours alone.' },
];

export const collisionOptions: readonly {
  readonly value: PresetDraft['collision'];
  readonly label: string;
}[] = [
  { value: 'number', label: 'Add a number' },
  { value: 'skip', label: 'Leave that photo out' },
];

/** What a file name can be made of. */
export const placeholders: readonly { readonly text: string; readonly help: string }[] = [
  { text: '{name}', help: 'The name of the photo' },
  { text: '{style}', help: 'The name of the style' },
  { text: '{direction}', help: 'Which way the style goes' },
  { text: '{date}', help: 'The day on which the photo was taken' },
  { text: '{number}', help: 'Counts the photos' },
];

/** Formats whose quality is chosen; for photos kept in their own format it counts where that has one. */
export function hasQuality(format: PresetDraft['format']): boolean {
  return format !== 'png' && format !== 'tiff';
}

export function draftOf({ id: _, isDefault: __, ...draft }: ExportPreset): PresetDraft {
  return draft;
}

/** Whether anything of a preset was changed. */
export function isChanged(preset: ExportPreset, draft: PresetDraft): boolean {
  return (Object.keys(draft) as (keyof PresetDraft)[]).some((key) => draft[key] !== preset[key]);
}

/** One line about a preset in the list: "JPEG 92 · without place". */
export function presetLine({ format, quality, metadata }: PresetDraft): string {
  const name = formatOptions.find(({ value }) => value === format)!.label;
  const kept = { safe: 'without place', all: 'with everything', none: 'picture alone' }[metadata];
  return `${hasQuality(format) && format !== 'same' ? `${name} ${quality}` : name} · ${kept}`;
}
