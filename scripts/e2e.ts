import { findOrInstallChromium } from './find-chromium.ts';
import { noCounts, runEndToEnd } from './end-to-end.ts';

if (process.argv.includes('--help')) {
  console.log(
    'npm run e2e [-- SPEC …]: builds the window and drives the app as a person would, in Chromium.',
  );
} else if (findOrInstallChromium() === undefined) {
  console.error(noCounts);
  process.exitCode = 1;
} else {
  const { passed, failed, skipped } = runEndToEnd(process.argv.slice(2));
  console.log(`${passed} passed, ${failed} failed, ${skipped} skipped`);
  process.exitCode = failed > 0 ? 1 : 0;
}
