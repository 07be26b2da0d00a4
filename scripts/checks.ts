import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

/** One check of the house: what it is called and the command, run with the Node that runs this script. */
export interface Check {
  readonly name: string;
  readonly command: readonly string[];
}

const modules = 'node_modules';

/** Everything that `npm run check` runs, cheapest first. */
export const checks: readonly Check[] = [
  { name: 'architecture page', command: ['scripts/check-architecture.ts'] },
  { name: 'install scripts', command: ['scripts/check-install.ts'] },
  { name: 'changelog', command: ['scripts/check-changelog.ts'] },
  {
    name: 'import table',
    command: [
      `${modules}/dependency-cruiser/bin/dependency-cruiser.mjs`,
      '--config',
      '.dependency-cruiser.cjs',
      ...['core', 'electron', 'renderer', 'scripts', 'bench', 'e2e', 'bin'].filter((folder) =>
        existsSync(folder),
      ),
    ],
  },
  {
    name: 'formatting',
    command: [`${modules}/prettier/bin/prettier.cjs`, '--check', '--log-level=warn', '.'],
  },
  { name: 'types', command: [`${modules}/typescript/bin/tsc`, '--noEmit', '-p', 'tsconfig.json'] },
  { name: 'types of e2e', command: [`${modules}/typescript/bin/tsc`, '--noEmit', '-p', 'e2e/tsconfig.json'] },
  {
    name: 'types of the page',
    command: [
      `${modules}/svelte-check/bin/svelte-check`,
      ...['--workspace', 'renderer', '--tsconfig', './tsconfig.json'],
      ...['--output', 'human', '--fail-on-warnings'],
    ],
  },
  { name: 'lint', command: [`${modules}/eslint/bin/eslint.js`, '--max-warnings=0', '.'] },
];

export interface Counts {
  readonly passed: number;
  readonly failed: number;
}

/** Runs every check, also after one has failed, and prints one line for each. */
export function runChecks(): Counts {
  const failed = checks.filter((check) => !runCheck(check)).length;
  return { passed: checks.length - failed, failed };
}

function runCheck({ name, command }: Check): boolean {
  const startedMs = performance.now();
  const { status, stdout, stderr, error } = spawnSync(process.execPath, command, { encoding: 'utf8' });
  const seconds = ((performance.now() - startedMs) / 1000).toFixed(1);
  const isFine = status === 0;
  console.log(`${isFine ? 'ok    ' : 'FAILED'} ${name} (${seconds} s)`);
  if (!isFine) console.log([stdout, stderr, error?.message].filter(Boolean).join('\n').trimEnd());
  return isFine;
}
