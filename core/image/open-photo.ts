import type { Photo } from './photo.ts';

export function openPhoto(_picture: string | Uint8Array): Promise<Photo> {
  throw new Error('unfinished');
}
