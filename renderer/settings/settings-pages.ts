/** A page of the settings and what is on it, for the search. */
export interface SettingsPage {
  readonly id: PageId;
  readonly title: string;
  readonly entries: readonly string[];
}

export type PageId = 'general' | 'library' | 'engines' | 'privacy' | 'shortcuts' | 'advanced' | 'about';

export const settingsPages: readonly SettingsPage[] = [
  {
    id: 'general',
    title: 'General',
    entries: [
      'Theme: light, dark, as the system',
      'Keys without Ctrl',
      'Photos that are added: link or copy',
      'Folder for exports',
      'Largest photo, in megapixels',
    ],
  },
  {
    id: 'library',
    title: 'Library & backup',
    entries: [
      'Place and name of the library',
      'Space on the disk',
      'When a trash is emptied: to the trash of this computer, or delete for good',
      'Check the library',
      'Backups: back up now, restore',
      'Rebuild the catalog',
    ],
  },
  {
    id: 'engines',
    title: 'Engines',
    entries: ['Processor and memory', 'Self-test and speed'],
  },
  {
    id: 'privacy',
    title: 'Privacy',
    entries: ['What leaves this computer: nothing', 'What is deleted when a trash is emptied'],
  },
  { id: 'shortcuts', title: 'Shortcuts', entries: ['Keys and what they do'] },
  {
    id: 'advanced',
    title: 'Advanced',
    entries: ['Diagnostic report for a question or complaint', 'Formats that can be read'],
  },
  { id: 'about', title: 'About', entries: ['Version', 'Licences'] },
];

/** The pages on which every word is found, each with the entries that have one; all pages for no words. */
export function searchSettings(words: string): readonly SettingsPage[] {
  const wanted = words.toLowerCase().split(/\s+/).filter(Boolean);
  if (wanted.length === 0) return settingsPages.map((page) => ({ ...page, entries: [] }));
  return settingsPages.flatMap((page) => {
    const all = [page.title, ...page.entries].join(' ').toLowerCase();
    if (!wanted.every((word) => all.includes(word))) return [];
    const entries = page.entries.filter((entry) => wanted.some((word) => entry.toLowerCase().includes(word)));
    return [{ ...page, entries }];
  });
}
