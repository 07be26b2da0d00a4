import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { isPageStale } from '../scripts/stale-page.ts';
import { appReport } from './app/app-report.ts';
import { measureApp, parts, type Part } from './app/measure-app.ts';
import { provenance } from './machine.ts';
import { replaceSection } from './page-section.ts';

const help = `node bench/app.ts [--trials 5] [--photos 100000] [--seconds 60] [--only PART ...] [--write PAGE.md]
Runs the app as a person does, with a browser, on libraries that it makes, and prints how fast it is.
  --only PART   ${parts.join(', ')}; may be repeated
  --write PAGE  puts the table between the lines <!-- app:start --> and <!-- app:end --> of the page`;

const { values } = parseArgs({
  options: {
    trials: { type: 'string', default: '5' },
    photos: { type: 'string', default: '100000' },
    seconds: { type: 'string', default: '60' },
    only: { type: 'string', multiple: true, default: [...parts] },
    write: { type: 'string' },
    help: { type: 'boolean', default: false },
  },
});
const { trials, photos, seconds } = values;
const numbers = [trials, photos, seconds].map(Number);

if (values.help) console.log(help);
else if (!numbers.every((value) => Number.isInteger(value) && value >= 1) || !values.only.every(isPart)) {
  console.error(help);
  process.exitCode = 2;
} else await run(values.only as Part[], values.write);

async function run(only: readonly Part[], write: string | undefined): Promise<void> {
  if (write !== undefined && withTable(write, '') === undefined)
    throw new Error(
      `"${write}" lacks the lines <!-- app:start --> and <!-- app:end -->; add them once each.`,
    );
  buildPage();
  const [before] = loadavg();
  const scratch = mkdtempSync(join(tmpdir(), 'diptych-bench-'));
  try {
    const [trials, photos, seconds] = numbers as [number, number, number];
    const figures = await measureApp({ only, trials, photos, seconds, scratch });
    const report = appReport(provenance(), [before!, loadavg()[0]!], figures);
    console.log(report);
    if (write !== undefined) writeFileSync(write, withTable(write, report)!);
  } finally {
    rmSync(scratch, { recursive: true, force: true, maxRetries: 5 });
  }
}

function isPart(name: string): boolean {
  return (parts as readonly string[]).includes(name);
}

function withTable(page: string, text: string): string | undefined {
  return existsSync(page) ? replaceSection(readFileSync(page, 'utf8'), text, 'app') : undefined;
}

function buildPage(): void {
  if (!isPageStale('.')) return;
  const build = ['node_modules/vite/bin/vite.js', 'build', '--config', 'vite.page.config.ts'];
  const { status, stderr } = spawnSync(process.execPath, build, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`The page could not be built.\n${stderr}`);
}
