import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { jobStarts } from './cancel-trials/job-starts.ts';

const script = fileURLToPath(new URL('cancel-trials.ts', import.meta.url));

test('S-67 jobs of every kind, cancelled at random moments, end at once and leave the library as it was', async () => {
  const few = ['--trials', '2', '--seed', '7', '--patience', '10']; // other tests run beside it
  const { stdout } = await promisify(execFile)(process.execPath, [script, ...few]);
  const { kinds, faults } = JSON.parse(stdout) as { kinds: Record<string, unknown>; faults: string[] };
  expect(faults).toEqual([]);
  expect(Object.keys(kinds)).toEqual(jobStarts.map(({ kind }) => kind));
}, 300_000);
