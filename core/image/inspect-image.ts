import type { ImageFormat } from './photo.ts';

/** What is known of a picture without decoding its pixels. */
export interface ImageFacts {
  readonly format: ImageFormat;
  /** After the EXIF orientation is applied. */
  readonly widthPixels: number;
  readonly heightPixels: number;
  /** EXIF orientation, 1 to 8. */
  readonly orientation: number;
  readonly hasAlpha: boolean;
  /** Bits a channel: 8, 16 or 32. */
  readonly bitDepth: number;
  /** The name inside the embedded profile, e.g. `Display P3`. */
  readonly colourProfile?: string;
  readonly sizeBytes: number;
}

export function inspectImage(_picture: string | Uint8Array): Promise<ImageFacts> {
  throw new Error('unfinished');
}
