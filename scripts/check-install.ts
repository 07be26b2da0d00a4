import { readFileSync, writeFileSync } from 'node:fs';
import { complaintsAboutInstall, withMarks, type Lock, type Manifest } from './install-scripts.ts';

const lockFile = 'package-lock.json';

if (process.argv.includes('--help')) {
  console.log(
    'node scripts/check-install.ts [--fix]: npm ci runs only the install scripts that are allowed.',
  );
} else {
  const manifest = readJson<Manifest>('package.json');
  if (process.argv.includes('--fix')) fixLock(manifest);
  const complaints = complaintsAboutInstall(manifest, readJson<Lock>(lockFile));
  for (const complaint of complaints) console.error(complaint);
  process.exitCode = complaints.length > 0 ? 1 : 0;
}

function readJson<T>(path: string): T {
  return JSON.parse(readFileSync(path, 'utf8')) as T;
}

function fixLock(manifest: Manifest): void {
  const lock = withMarks(manifest, readJson<Lock>(lockFile));
  writeFileSync(lockFile, `${JSON.stringify(lock, null, 2)}\n`);
}
