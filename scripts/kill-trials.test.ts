import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';

const script = fileURLToPath(new URL('kill-trials.ts', import.meta.url));

test('S-53 killed at random moments of import, translation and training, the app loses nothing it acknowledged', async () => {
  const { stdout } = await promisify(execFile)(process.execPath, [script, '--trials', '5', '--seed', '7']);
  expect(JSON.parse(stdout)).toMatchObject({ trials: 5, faults: [] });
}, 300_000);
