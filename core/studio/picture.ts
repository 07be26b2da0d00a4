/** A picture or file that the page may see, as the host serves it. */
export interface ServedFile {
  /** Absolute. */
  readonly path: string;
  readonly contentType: string;
  /** Set where it is to be saved under this name instead of shown. */
  readonly downloadName?: string;
  /** True where the same address always gives the same bytes. */
  readonly isImmutable: boolean;
}

/** Finds, and makes where needed, what stands at an address below the picture root; undefined answers 404. */
export type ServePicture = (parts: readonly string[], signal: AbortSignal) => Promise<ServedFile | undefined>;

/** The first part of an address -> who serves it. Each area exports its own. */
export type PictureRoutes = Readonly<Record<string, ServePicture>>;
