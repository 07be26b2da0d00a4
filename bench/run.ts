import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { help, parseBenchArguments, type BenchArguments } from './bench-arguments.ts';
import { provenance } from './machine.ts';
import { replaceSection } from './page-section.ts';
import { benchmarkJson, benchmarkMarkdown, type Benchmark } from './report.ts';
import { runTrials, type Failure, type Trial } from './run-benchmark.ts';

const given = parseBenchArguments(process.argv.slice(2));
const problem = 'problem' in given ? given.problem : problemWithFiles(given);

if (problem !== undefined) {
  console.error(problem);
  process.exitCode = 2;
} else {
  const args = given as BenchArguments;
  if (args.help) console.log(help);
  else process.exitCode = args.profile ? profile(args) : benchmark(args);
}

/** What would go wrong after an hour of measuring is said before it. */
function problemWithFiles({ out, write }: BenchArguments): string | undefined {
  if (out !== undefined && !existsSync(dirname(out)))
    return `--out: there is no folder "${dirname(out)}"; make it or give another file.`;
  if (write === undefined) return undefined;
  if (!existsSync(write)) return `--write: there is no page "${write}"; check the path.`;
  if (replaceSection(readFileSync(write, 'utf8'), '') === undefined)
    return `--write: "${write}" lacks the lines <!-- bench:start --> and <!-- bench:end -->; add them once each.`;
  return undefined;
}

function benchmark({ out, write, ...plan }: BenchArguments): number {
  const trials: Trial[] = [];
  const failures: Failure[] = [];
  const result: Benchmark = { provenance: provenance(), peers: plan.peers, trials, failures };
  const onStart = (text: string): void => console.error(text);
  const onFailure = (failure: Failure): void => {
    failures.push(failure);
    console.error(`${failure.case}, trial ${failure.trial}: ${failure.who} failed. ${failure.why}`);
  };
  for (const trial of runTrials(plan, { onStart, onFailure })) {
    trials.push(trial);
    if (out !== undefined) writeFileSync(out, benchmarkJson(result)); // what is measured is not lost by stopping
  }
  const markdown = benchmarkMarkdown(result);
  console.log(markdown);
  if (write !== undefined) writeFileSync(write, replaceSection(readFileSync(write, 'utf8'), markdown)!);
  return failures.length === 0 ? 0 : 1;
}

function profile({ cases }: BenchArguments): number {
  const { sizePixels, filters, blocks, repeats } = cases[0]!;
  const trialFile = fileURLToPath(new URL('./trial.ts', import.meta.url));
  const args = ['profile', sizePixels, filters, blocks, repeats].map(String);
  return spawnSync(process.execPath, [trialFile, ...args], { stdio: 'inherit' }).status ?? 1;
}
