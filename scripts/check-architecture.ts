import { readFileSync } from 'node:fs';
import { listSourceFiles, namedFiles } from './source-files.ts';

const page = 'docs/architecture.md';

if (process.argv.includes('--help')) {
  console.log(`node scripts/check-architecture.ts: every source file is named exactly once in ${page}.`);
} else {
  const complaints = compare(listSourceFiles('.'), namedFiles(readFileSync(page, 'utf8')));
  for (const complaint of complaints) console.error(complaint);
  process.exitCode = complaints.length > 0 ? 1 : 0;
}

function compare(existing: readonly string[], named: readonly string[]): string[] {
  const existingSet = new Set(existing);
  const times = new Map<string, number>();
  for (const name of named) times.set(name, (times.get(name) ?? 0) + 1);
  return [
    ...existing
      .filter((file) => !times.has(file))
      .map((file) => `${page} does not name ${file}: add its line.`),
    ...[...times.keys()]
      .filter((name) => !existingSet.has(name))
      .map((name) => `${page} names ${name}, which does not exist: remove its line.`),
    ...[...times]
      .filter(([, count]) => count > 1)
      .map(([name, count]) => `${page} names ${name} ${count} times: keep one line.`),
  ];
}
