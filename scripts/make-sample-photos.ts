import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { compareSamplePhoto } from './sample-photos/compare-sample-photo.ts';
import { drawSamplePhoto, samplePhotos } from './sample-photos/sample-photos.ts';

const folder = fileURLToPath(new URL('../resources/sample-photos', import.meta.url));

if (process.argv.includes('--help')) {
  console.log(
    'node scripts/make-sample-photos.ts [--check]: draws resources/sample-photos, or fails when it is not up to date.',
  );
} else if (process.argv.includes('--check')) {
  await check();
} else {
  await make();
}

async function make(): Promise<void> {
  mkdirSync(folder, { recursive: true });
  for (const photo of samplePhotos) {
    const bytes = await drawSamplePhoto(photo);
    writeFileSync(join(folder, photo.name), bytes);
    console.log(`${photo.name}: ${Math.round(bytes.length / 1024)} KiB`);
  }
}

async function check(): Promise<void> {
  for (const photo of samplePhotos) {
    const complaint = await compareSamplePhoto(folder, photo);
    if (complaint === undefined) continue;
    console.error(`${complaint} Run node scripts/make-sample-photos.ts and commit the photos.`);
    process.exitCode = 1;
  }
}
