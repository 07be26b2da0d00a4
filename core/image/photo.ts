/** The formats that can be read; the content decides, never the file's name. */
export type ImageFormat = 'jpeg' | 'png' | 'webp' | 'tiff' | 'gif' | 'avif';

/** The formats that can be written. */
export type OutputFormat = Exclude<ImageFormat, 'gif'>;

/** What of a photo's metadata goes into a result: all of it, all but location, serial numbers and owner, or none. */
export type KeepMetadata = 'all' | 'safe' | 'none';

/** An 8-bit picture in sRGB: `rgb` is [height, width, 3], values 0 to 255. */
export interface RgbImage {
  readonly rgb: Uint8Array;
  readonly widthPixels: number;
  readonly heightPixels: number;
}

/** What of the original file a result takes over, as the bytes stood there. */
export interface PhotoMetadata {
  readonly format: ImageFormat;
  readonly exif?: Uint8Array;
  readonly icc?: Uint8Array;
  readonly xmp?: Uint8Array;
  readonly iptc?: Uint8Array;
}

/** A photo in memory: upright, in sRGB, 8 or 16 bits a channel. */
export interface Photo {
  readonly widthPixels: number;
  readonly heightPixels: number;
  /** [height, width, 3], sRGB; 0 to 255, or 0 to 65535 when 16-bit. */
  readonly rgb: Uint8Array | Uint16Array;
  /** [height, width], same range as `rgb`; left out for an opaque format. */
  readonly alpha?: Uint8Array | Uint16Array;
  readonly metadata: PhotoMetadata;
  /** Sentences about what could not be kept, e.g. damaged EXIF. */
  readonly warnings: readonly string[];
}
