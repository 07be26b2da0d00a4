import { runChecks } from './checks.ts';

if (process.argv.includes('--help')) {
  console.log('npm run check: types, lint, formatting, import table, changelog and architecture page.');
} else {
  const { passed, failed } = runChecks();
  console.log(`${passed} checks passed, ${failed} failed`);
  process.exitCode = failed > 0 ? 1 : 0;
}
