/** A picture as the networks see it: float32 [height, width, 3] in [-1, 1]. */
export interface TrainingImage {
  readonly values: Float32Array;
  readonly widthPixels: number;
  readonly heightPixels: number;
}

export interface TrainingImageOptions {
  /** The picture is resized to this many pixels a side (the aspect is lost), then its middle is cropped. */
  readonly resize: number;
  /** Side of the square that is cut out; default: `resize`. */
  readonly crop?: number;
}

/** Reads one picture upright, in sRGB, at training size; for fixed judge photos (no random draws). */
export function readTrainingImage(_path: string, _options: TrainingImageOptions): Promise<TrainingImage> {
  throw new Error('unfinished');
}
