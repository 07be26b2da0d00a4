import { parseManual, textOf, type ManualPage, type ManualSection } from './parse-manual.ts';

/** The files of the manual as they ship with the page: help needs no network and no other host. */
const files: Readonly<Record<string, string>> = import.meta.glob('../../docs/manual/*.md', {
  query: '?raw',
  import: 'default',
  eager: true,
});

/** In the order of the table of contents; a page that it does not name comes last. */
const order = ['first-minute', 'library', 'translate', 'export', 'queue', 'train', 'models', 'settings'];
const placeOf = (id: string): number => (order.includes(id) ? order.indexOf(id) : order.length);

export const manualPages: readonly ManualPage[] = Object.entries(files)
  .map(([path, markdown]) => [/([\w-]+)\.md$/.exec(path)?.[1] ?? path, markdown] as const)
  .filter(([id]) => id !== 'README')
  .map(([id, markdown]) => parseManual(id, markdown))
  .sort((one, other) => placeOf(one.id) - placeOf(other.id));

export interface FoundHelp {
  readonly page: ManualPage;
  readonly section: ManualSection;
}

/** The sections that have every word; those with all of them in their title come first. */
export function searchManual(words: string, pages: readonly ManualPage[]): readonly FoundHelp[] {
  const wanted = words.toLowerCase().split(/\s+/).filter(Boolean);
  if (wanted.length === 0) return [];
  const hasAll = (text: string): boolean => wanted.every((word) => text.toLowerCase().includes(word));
  const found = pages
    .flatMap((page) => page.sections.map((section) => ({ page, section })))
    .filter(({ page, section }) =>
      hasAll([page.title, section.title, ...section.blocks.map(textOf)].join('\n')),
    );
  const isTitled = ({ section }: FoundHelp): boolean => hasAll(section.title);
  return [...found.filter(isTitled), ...found.filter((help) => !isTitled(help))];
}
