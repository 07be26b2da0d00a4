import type { HelpTopic } from '../state/frame.svelte.ts';
import type { Screen } from '../state/screen.ts';

const ofTabs: Readonly<Record<string, string>> = {
  data: 'data',
  plan: 'plan',
  live: 'live',
  results: 'results',
};

const ofSettings: Readonly<Record<string, string>> = {
  general: 'general',
  library: 'library-and-backup',
  engines: 'engines',
  privacy: 'privacy',
  shortcuts: 'shortcuts',
  advanced: 'advanced',
};

/** The part of the manual that tells of a screen, as it is now. */
export function topicOf(screen: Screen): HelpTopic {
  switch (screen.name) {
    case 'train':
      return { page: 'train', section: ofTabs[screen.tab ?? ''] };
    case 'settings':
      return { page: 'settings', section: ofSettings[screen.page ?? 'general'] };
    default:
      return { page: screen.name };
  }
}
