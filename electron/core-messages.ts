import type { Ticketed } from '../core/contract/procedure.ts';

/** A picture or file as the core names it; the main process sends it to the page. */
export interface PictureFile {
  readonly path: string;
  readonly contentType: string;
  readonly downloadName?: string;
  readonly isImmutable: boolean;
}

/** What the main process asks of the core process, and what comes back. */
export interface CoreQuestions {
  readonly picture: {
    readonly input: { readonly address: string };
    readonly output: PictureFile | undefined;
  };
  readonly mint: {
    readonly input: { readonly paths: readonly string[] };
    readonly output: readonly Ticketed[];
  };
  readonly exported: {
    readonly input: { readonly jobId: number };
    readonly output: { readonly folder: string; readonly files: readonly string[] };
  };
  /** Starts nothing more; true when what ran has ended, false after `stay`. */
  readonly finishRunning: { readonly input: Record<string, never>; readonly output: boolean };
  readonly stay: { readonly input: Record<string, never>; readonly output: Record<string, never> };
  readonly cancelRunning: { readonly input: Record<string, never>; readonly output: Record<string, never> };
  readonly runningJobs: { readonly input: Record<string, never>; readonly output: number };
  /** Stops work so that it can go on later. */
  readonly close: { readonly input: Record<string, never>; readonly output: Record<string, never> };
}
export type QuestionName = keyof CoreQuestions;

export type MainToCore =
  | { readonly kind: 'open'; readonly resourcesFolder: string; readonly libraryFolder?: string | undefined }
  /** With the port of a page. */
  | { readonly kind: 'page' }
  | { readonly kind: 'ask'; readonly number: number; readonly what: QuestionName; readonly input: unknown }
  /** Whether the trash of the system took it. */
  | { readonly kind: 'trash-answer'; readonly number: number; readonly isTaken: boolean }
  | { readonly kind: 'engine-started'; readonly engine: number; readonly processId: number | undefined }
  | { readonly kind: 'engine-said'; readonly engine: number; readonly message: unknown }
  | {
      readonly kind: 'engine-gone';
      readonly engine: number;
      readonly code: number | null;
      readonly lastWords: string;
    };

export type CoreToMain =
  | { readonly kind: 'opened' }
  /** The library could not be taken, e.g. because another app has it; in words for a person. */
  | { readonly kind: 'refused'; readonly message: string }
  | { readonly kind: 'answer'; readonly number: number; readonly output: unknown }
  | { readonly kind: 'failed'; readonly number: number; readonly message: string }
  /** Only the main process reaches the trash of the desktop. */
  | { readonly kind: 'trash'; readonly number: number; readonly path: string }
  /** A utility process cannot start another, so the main process does. */
  | { readonly kind: 'start-engine'; readonly engine: number; readonly name: string }
  | { readonly kind: 'tell-engine'; readonly engine: number; readonly message: unknown }
  | { readonly kind: 'kill-engine'; readonly engine: number };
