import type { Ticketed } from './procedure.ts';

/** What the preload script gives the page, as `window.diptych`; absent in a browser. */
export interface DesktopBridge {
  /** Asks for the port to the core, once; it comes as a window message whose data is `portMessage`. */
  connect(): void;
  /** The files and folders of a drop or paste, under names that mean nothing to the page. */
  ticketsFor(files: readonly File[]): Promise<readonly Ticketed[]>;
  /** Opens a dialog of the system; empty when it was cancelled. */
  choose(what: DialogKind): Promise<readonly Ticketed[]>;
  /** Shows what an export wrote in the file manager. */
  reveal(jobId: number): Promise<void>;
  /**
   * Calls back when a menu item is chosen, with the name of the command, and with `receiveFiles` when files were opened
   * with the app from outside; returns how to stop.
   */
  onCommand(listener: (command: string, files: readonly Ticketed[]) => void): () => void;
}

export const dialogKinds = ['photos', 'folder', 'model', 'destination'] as const;
export type DialogKind = (typeof dialogKinds)[number];

export const portMessage = 'diptych-port';

/** The command that brings files which a person opened with the app. */
export const receiveFiles = 'files.receive';
