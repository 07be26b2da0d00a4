import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { writeFileAtomic } from '../files/write-file-atomic.ts';
import { smallPicture } from '../image/small-picture.ts';

export interface DatasetThumbnailInput {
  readonly picture: string;
  readonly longSidePixels: number;
  /** Where the WebP file is to be. */
  readonly file: string;
}

/** Writes a small copy of a picture. Errors as `openPhoto`. */
export async function run({ picture, longSidePixels, file }: DatasetThumbnailInput): Promise<void> {
  const bytes = await smallPicture(picture, longSidePixels);
  await mkdir(dirname(file), { recursive: true });
  await writeFileAtomic(file, bytes, { overwrite: true });
}
