/** A page of the manual, perhaps a section of it. */
export interface HelpTopic {
  readonly page: string;
  readonly section?: string | undefined;
}

/** What lies over the screens. */
export class Frame {
  isQueueOpen = $state(false);
  isPaletteOpen = $state(false);
  isSheetOpen = $state(false);
  /** What the manual is open at; null while it is closed. */
  help = $state.raw<HelpTopic | null>(null);
}
