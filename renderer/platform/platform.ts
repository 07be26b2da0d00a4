import type { ContractRouterClient } from '@orpc/contract';
import type { Contract } from '../../core/contract/contract.ts';
import type { DialogKind } from '../../core/contract/desktop-bridge.ts';
import type { Ticketed } from '../../core/contract/procedure.ts';

export type CoreClient = ContractRouterClient<Contract>;

/** How far an upload is: files and bytes of all. */
export interface UploadProgress {
  readonly files: number;
  readonly totalFiles: number;
  readonly bytes: number;
  readonly totalBytes: number;
}

/** What the page needs of the place where it runs: its own window or a browser. */
export interface Platform {
  readonly host: 'electron' | 'browser';
  readonly client: CoreClient;
  /** Before every picture address; ends in a slash. */
  readonly pictureRoot: string;
  /** Files and folders of a drop or paste, for the core to take; in a browser they are uploaded. */
  ticketsFor(transfer: DataTransfer, upload: UploadOptions): Promise<readonly Ticketed[]>;
  /** Opens a dialog; empty when cancelled. A browser has none for `destination`. */
  choose(what: DialogKind, upload: UploadOptions): Promise<readonly Ticketed[]>;
  /** Shows what an export wrote in the file manager; false where there is none. */
  reveal(jobId: number): Promise<boolean>;
  /** Menu items of the desktop app. */
  onCommand(listener: (command: string) => void): void;
  /** Files that a person opened with the desktop app from outside, also those from before the page was there. */
  onFiles(listener: (files: readonly Ticketed[]) => void): void;
  /** Resolves when the core has gone away. */
  readonly lost: Promise<void>;
}

export interface UploadOptions {
  readonly signal: AbortSignal;
  readonly onProgress: (progress: UploadProgress) => void;
}
