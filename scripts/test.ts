import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runChecks, type Counts } from './checks.ts';
import { countTests } from './test-counts.ts';

if (process.argv.includes('--help')) {
  console.log('npm test: every check, then every test; the last line counts both together.');
} else {
  const checked = runChecks();
  const tested = runTests();
  const failed = checked.failed + tested.failed;
  console.log(`${checked.passed} of ${checked.passed + checked.failed} checks passed`);
  console.log(`${tested.passed} of ${tested.passed + tested.failed} tests passed, ${tested.skipped} skipped`);
  console.log(`${checked.passed + tested.passed} passed, ${failed} failed`);
  process.exitCode = failed > 0 ? 1 : 0;
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
