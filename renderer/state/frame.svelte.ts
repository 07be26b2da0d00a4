/** What lies over the screens. */
export class Frame {
  isQueueOpen = $state(false);
  isPaletteOpen = $state(false);
  isSheetOpen = $state(false);
}
