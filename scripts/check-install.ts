import { readFileSync, writeFileSync } from 'node:fs';
import { complaintsAboutInstall, withoutCompiling, type Lock, type Manifest } from './install-scripts.ts';

const lockFile = 'package-lock.json';

if (process.argv.includes('--help')) {
  console.log(
    'node scripts/check-install.ts [--fix]: npm ci runs only the install scripts that were decided on.',
  );
} else {
  if (process.argv.includes('--fix')) fixLock();
  const complaints = complaintsAboutInstall(readJson<Manifest>('package.json'), readJson<Lock>(lockFile));
  for (const complaint of complaints) console.error(complaint);
  process.exitCode = complaints.length > 0 ? 1 : 0;
}

function readJson<T>(path: string): T {
  return JSON.parse(readFileSync(path, 'utf8')) as T;
}

function fixLock(): void {
  writeFileSync(lockFile, `${JSON.stringify(withoutCompiling(readJson<Lock>(lockFile)), null, 2)}\n`);
}
