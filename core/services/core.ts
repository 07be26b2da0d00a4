import type { ErrorName } from '../contract/error-codes.ts';
import type { Direction, OnProgress, PhotoOutcome } from '../contract/events.ts';

/** How long work is stopped and watched. Aborting leaves everything whole. */
export interface Work {
  readonly signal: AbortSignal;
  readonly onProgress: OnProgress;
}

/** Everything the app can do on an open library. */
export interface Core {
  readonly datasets: DatasetService;
  readonly training: TrainingService;
  readonly translation: TranslationService;
  readonly models: ModelService;
  /** Ends what still runs. */
  close(): Promise<void>;
}

export interface DatasetService {
  /** Reads two folders, leaves out what cannot be trained on and freezes the rest as the next version. */
  import(request: DatasetRequest, work: Work): Promise<DatasetSummary>;
  list(): Promise<readonly DatasetSummary[]>;
  /** Compares the newest version with its files. */
  check(name: string, work: Work): Promise<DatasetCheck>;
}

export interface DatasetRequest {
  readonly name: string;
  readonly a: string;
  readonly b: string;
  /** Judge photos held back on each side; follows from the number of pictures when absent. */
  readonly judge?: number | undefined;
}

export interface DatasetSummary {
  readonly name: string;
  readonly version: number;
  readonly images: { readonly a: number; readonly b: number };
  readonly folders: { readonly a: string; readonly b: string };
  readonly createdAt: string;
}

export interface DatasetCheck {
  readonly name: string;
  readonly version: number;
  readonly changed: readonly string[];
  readonly missing: readonly string[];
}

export interface TrainingService {
  /** Trains a new run until its last step or until aborted, which checkpoints and stops. */
  start(request: TrainingRequest, work: Work): Promise<TrainingResult>;
  /** Continues a run exactly where its newest good checkpoint is; without a name the newest unfinished run. */
  resume(run: string | undefined, work: Work, pace?: TrainingPace): Promise<TrainingResult>;
  list(): readonly RunSummary[];
}

export interface TrainingRequest {
  /** Named after the dataset when absent. */
  readonly name?: string | undefined;
  readonly method: string;
  /** A dataset's name, or two folders to import first. */
  readonly data: string | { readonly a: string; readonly b: string };
  /** The method's options as given; it fills in its defaults and refuses what it does not know. */
  readonly options: Readonly<Record<string, unknown>>;
  readonly pace?: TrainingPace;
}

/** Steps between checkpoints and between sample sheets, where the trainer's own pace is not wanted. */
export interface TrainingPace {
  readonly checkpointSteps?: number;
  readonly sampleSteps?: number;
}

export type RunStatus = 'running' | 'paused' | 'interrupted' | 'finished' | 'cancelled' | 'failed';

export interface TrainingResult {
  readonly run: string;
  readonly folder: string;
  readonly status: 'finished' | 'paused';
  readonly step: number;
  readonly steps: number;
  /** Their files. */
  readonly translators: readonly string[];
}

export interface RunSummary {
  readonly name: string;
  readonly method: string;
  readonly dataset: string;
  readonly status: RunStatus;
  readonly step: number;
  readonly steps: number;
  readonly createdAt: string;
  readonly folder: string;
}

export interface TranslationService {
  /** Translates photos; a bad one never stops the others. */
  translate(request: TranslationRequest, work: Work): Promise<TranslationReport>;
}

export interface TranslationRequest {
  /** Files and folders. */
  readonly inputs: readonly string[];
  /** A translator's or run's name, or an .onnx file. */
  readonly style: string;
  readonly direction?: Direction | undefined;
  readonly out: string;
  readonly recursive: boolean;
  readonly keepMetadata: 'all' | 'safe' | 'none';
  /** The photo's own format when absent. */
  readonly format?: 'jpeg' | 'png' | 'webp' | 'tiff' | 'avif' | undefined;
  readonly quality?: number | undefined;
  readonly overwrite: boolean;
  /** 0 leaves the photo as it is, 1 is the whole translation. */
  readonly strength: number;
}

export interface TranslationReport {
  readonly style: string;
  readonly outcomes: readonly PhotoOutcome[];
  /** Why it ended before its last photo; null when it did not. */
  readonly stopped: { readonly reason: 'cancelled' | 'disk-full'; readonly message: string } | null;
}

export interface ModelService {
  list(): Promise<readonly ModelSummary[]>;
  /** Copies the .onnx file, or packs the style, and returns the copy's path; never over an existing one unless `overwrite`. */
  export(request: ModelExport, work: Pick<Work, 'signal'>): Promise<string>;
  /** Checks a model file, tries it on a picture and makes a style of it; the same content is one style. */
  import(request: ModelImport, work: Pick<Work, 'signal'>): Promise<ImportedModel>;
}

export interface ModelImport {
  readonly file: string;
  /** What the file says, or its name, when absent. */
  readonly name?: string | undefined;
  readonly licence?: string | undefined;
  readonly notes?: string | undefined;
  /** What a network of another program takes for black and white; guessed when absent. */
  readonly values?: 'signed' | 'unit' | 'bytes' | undefined;
}

export interface ImportedModel {
  readonly name: string;
  readonly licence: string;
  /** False where it was in the library already. */
  readonly isNew: boolean;
  readonly directions: readonly Direction[];
}

export interface ModelExport {
  readonly name: string;
  readonly direction?: Direction | undefined;
  readonly file: string;
  readonly overwrite: boolean;
  /** The .onnx file of one direction, or the whole style as one package. */
  readonly format: 'onnx' | 'diptych';
}

export interface ModelSummary {
  readonly name: string;
  readonly direction: Direction;
  readonly run: string | null;
  readonly step: number | null;
  readonly path: string;
  /** Null when the file is gone. */
  readonly sizeBytes: number | null;
  readonly createdAt: string;
}

/** What can be done to a library that may not open. */
export interface LibraryCare {
  check(): Promise<LibraryFindings>;
  /** The new backup's path. */
  backup(): Promise<string>;
  backups(): Promise<readonly string[]>;
  /** Puts a backup (the newest when absent) in the catalog's place; what was there is kept aside. */
  restore(backup?: string): Promise<{ readonly restored: string; readonly keptAside: string | null }>;
  /** Makes the catalog anew from the library's files; what was there is kept aside. */
  rebuild(): Promise<RebuiltLibrary>;
  doctor(work: Work): Promise<readonly DoctorFinding[]>;
}

export interface RebuiltLibrary {
  readonly datasets: number;
  readonly runs: number;
  readonly translators: number;
  readonly keptAside: string | null;
  /** What of the files could not be read. */
  readonly damaged: readonly LibraryProblem[];
}

export interface LibraryFindings {
  readonly folder: string;
  readonly problems: readonly LibraryProblem[];
}

export interface LibraryProblem {
  readonly reason: ErrorName;
  readonly message: string;
}

export interface DoctorFinding {
  readonly subject: string;
  readonly status: 'ok' | 'warning' | 'problem';
  readonly text: string;
}
