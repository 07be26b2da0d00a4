import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Counts } from './checks.ts';

export const noCounts =
  'The end-to-end specs need Chromium, and there is none here: install it (Debian: apt-get install chromium), or set CHROMIUM to its path.';

interface Stats {
  readonly expected: number;
  readonly unexpected: number;
  readonly flaky: number;
  readonly skipped: number;
}

/** Builds what the window consists of and runs the specs, all or those named. */
export function runEndToEnd(specs: readonly string[]): Counts & { readonly skipped: number } {
  const failed = { passed: 0, failed: 1, skipped: 0 };
  if (runNode(['node_modules/electron-vite/bin/electron-vite.js', 'build', '--logLevel', 'warn']) !== 0)
    return failed;
  const folder = mkdtempSync(join(tmpdir(), 'diptych-e2e-report-'));
  const report = join(folder, 'report.json');
  try {
    runNode(['node_modules/playwright/cli.js', 'test', '-c', 'e2e', '--reporter=list,json', ...specs], {
      PLAYWRIGHT_JSON_OUTPUT_NAME: report,
    });
    return countSpecs(readFileSync(report, 'utf8'));
  } catch {
    return failed; // no report: the runner itself failed and has said why
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Builds the window and takes the pictures of the manual. Returns the exit status. */
export function takeManualPictures(): number {
  const command = ['node_modules/playwright/cli.js', 'test', '-c', 'e2e/manual.config.ts', '--reporter=list'];
  return build() || runNode(command);
}

/** Playwright's report -> counts; a spec that failed at first and passed later has failed. */
export function countSpecs(json: string): Counts & { readonly skipped: number } {
  const { stats, errors } = JSON.parse(json) as {
    readonly stats: Stats;
    readonly errors: readonly unknown[];
  };
  const failed = stats.unexpected + stats.flaky + errors.length;
  return { passed: stats.expected, failed, skipped: stats.skipped };
}

function build(): number {
  return runNode(['node_modules/electron-vite/bin/electron-vite.js', 'build', '--logLevel', 'warn']);
}

function runNode(command: readonly string[], environment: Readonly<Record<string, string>> = {}): number {
  const env = { ...process.env, ...environment };
  return spawnSync(process.execPath, command, { stdio: ['ignore', 'inherit', 'inherit'], env }).status ?? 1;
}
