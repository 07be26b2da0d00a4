import type { Size } from './zoom.ts';

/** One of the pictures that are compared. */
export interface ComparePicture extends Size {
  /** Changes with the photo, not with its style: what has the same id is replaced without a blank. */
  readonly id: string;
  readonly src: string;
  /** A small version of it that is there at once. */
  readonly placeholder?: string | undefined;
  /** Such as "Original" or the name of a style. */
  readonly label: string;
}
