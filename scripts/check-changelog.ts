import { readFileSync } from 'node:fs';
import { complaintsAbout } from './changelog.ts';

const page = 'CHANGELOG.md';

if (process.argv.includes('--help')) {
  console.log(
    `node scripts/check-changelog.ts: ${page} starts with Unreleased and each entry says cause -> effect.`,
  );
} else {
  const complaints = complaintsAbout(readFileSync(page, 'utf8'));
  for (const complaint of complaints) console.error(`${page}: ${complaint}`);
  process.exitCode = complaints.length > 0 ? 1 : 0;
}
