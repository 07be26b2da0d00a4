import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { PhotoQuery } from '../../contract/photos-contract.ts';
import { temporaryFolder } from '../../files/temporary-folder-stand-in.ts';
import { inspectImage } from '../../image/inspect-image.ts';
import { drawnSharp } from '../../image/pictures-stand-in.ts';
import { openHouse, type TestHouse } from '../house-stand-in.ts';
import { all, call, parts } from './import-stand-in.ts';

/** A library with so many photos, `0.jpg` on, linked from a folder. */
export async function openWith(count: number, root = temporaryFolder()) {
  const opened = await openHouse(parts, { root });
  const folder = temporaryFolder();
  for (let seed = 0; seed < count; seed++) {
    writeFileSync(join(folder, `${seed}.jpg`), await drawnSharp(seed, 500, 300).jpeg().toBuffer());
  }
  if (count > 0) await importFrom(opened, folder);
  const ids = await idsOf(opened);
  return { ...opened, folder, ids, photos: opened.areas.photos, actions: opened.areas.actions };
}

export async function importFrom({ house, areas }: TestHouse, path: string, place: 'link' | 'copy' = 'link') {
  const ticket = house.tickets.mint({ path, name: 'dropped', kind: 'folder', isUpload: false });
  const { jobId } = await areas.photos.import({ tickets: [ticket], place }, call);
  await house.queue.ended(jobId);
}

export const idsOf = async ({ areas }: TestHouse, source: PhotoQuery['source'] = all.source) =>
  await areas.photos.ids({ query: { ...all, source }, offset: 0, limit: 100 }, call);

export async function sizeOf(path: string): Promise<readonly [number, number]> {
  const { widthPixels, heightPixels } = await inspectImage(path);
  return [widthPixels, heightPixels];
}
