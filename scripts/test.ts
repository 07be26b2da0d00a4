import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findOrInstallChromium } from './find-chromium.ts';
import { runChecks, type Counts } from './checks.ts';
import { noCounts, runEndToEnd } from './end-to-end.ts';
import { countTests } from './test-counts.ts';

if (process.argv.includes('--help')) {
  console.log(
    'npm test: every check, every test and every end-to-end spec; the last line counts all together.',
  );
} else {
  const checked = runChecks();
  const tested = runTests();
  const driven = driveApp();
  const failed = checked.failed + tested.failed + driven.failed;
  console.log(`${checked.passed} of ${checked.passed + checked.failed} checks passed`);
  console.log(`${tested.passed} of ${tested.passed + tested.failed} tests passed, ${tested.skipped} skipped`);
  console.log(`${driven.passed} of ${driven.passed + driven.failed} end-to-end specs passed`);
  console.log(`${checked.passed + tested.passed + driven.passed} passed, ${failed} failed`);
  process.exitCode = failed > 0 ? 1 : 0;
}

/** Without a browser the specs cannot run; that is said, not counted. */
function driveApp(): Counts {
  if (findOrInstallChromium() !== undefined) return runEndToEnd([]);
  console.log(noCounts);
  return { passed: 0, failed: 0 };
}

function runTests(): Counts & { readonly skipped: number } {
  const folder = mkdtempSync(join(tmpdir(), 'diptych-test-'));
  const report = join(folder, 'report.json');
  try {
    const { status } = spawnSync(
      process.execPath,
      [
        'node_modules/vitest/vitest.mjs',
        'run',
        '--reporter=dot',
        '--reporter=json',
        `--outputFile.json=${report}`,
      ],
      { stdio: ['ignore', 'inherit', 'inherit'] },
    );
    return countTests(status, () => readFileSync(report, 'utf8'));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
