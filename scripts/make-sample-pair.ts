import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { compareSample, encodeSample, foreignFiles } from './sample-pair/sample-files.ts';
import { samplePictures } from './sample-pair/sample-pair.ts';

const folder = fileURLToPath(new URL('../resources/sample-pair', import.meta.url));

if (process.argv.includes('--help')) {
  console.log(
    'node scripts/make-sample-pair.ts [--check]: draws resources/sample-pair, or fails when it is not up to date.',
  );
} else if (process.argv.includes('--check')) {
  await check();
} else {
  await make();
}

async function make(): Promise<void> {
  for (const path of await foreignFiles(folder)) rmSync(join(folder, path));
  let sizeBytes = 0;
  for (const picture of samplePictures()) {
    const path = join(folder, picture.path);
    const bytes = await encodeSample(picture);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, bytes);
    sizeBytes += bytes.length;
  }
  console.log(`${samplePictures().length} pictures, ${Math.round(sizeBytes / 1024)} KiB in ${folder}`);
}

async function check(): Promise<void> {
  const complaints = (await foreignFiles(folder)).map((path) => `${path} is not one of the sample pictures.`);
  for (const picture of samplePictures()) complaints.push((await compareSample(folder, picture)) ?? '');
  const found = complaints.filter((complaint) => complaint !== '');
  for (const complaint of found) console.error(complaint);
  if (found.length > 0) console.error('Run node scripts/make-sample-pair.ts and commit the pictures.');
  process.exitCode = found.length > 0 ? 1 : 0;
}
