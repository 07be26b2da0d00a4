import { findOrInstallChromium } from './find-chromium.ts';
import { noCounts, takeManualPictures } from './end-to-end.ts';

if (process.argv.includes('--help')) {
  console.log('npm run manual: takes the pictures of docs/manual, light and dark.');
} else if (findOrInstallChromium() === undefined) {
  console.error(noCounts);
  process.exitCode = 1;
} else {
  process.exitCode = takeManualPictures();
}
