import { createInterface } from 'node:readline';
import { once } from 'node:events';
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';

const core = fileURLToPath(new URL('..', import.meta.url));

/** Has one engine at rest and one in the middle of a long native step, and tells their process ids. */
const parent = `
  import { createEngines } from './jobs/create-engines.ts';
  import { forkEngine } from './jobs/fork-engine.ts';
  const entry = new URL('file://' + process.cwd() + '/jobs/engine-main-stand-in.ts');
  const engines = createEngines({ spawn: forkEngine({ entry }) });
  const { signal } = new AbortController();
  await engines.run('preview', 'process-id', null, { signal });
  const onNews = () => console.log(JSON.stringify(engines.processIds()));
  await engines.run('trainer', 'hang', 600_000, { signal, onNews });`;

test('S-78 no engine outlives a parent that was killed with -9, not even in a long native step', async () => {
  const child = spawn(process.execPath, ['--input-type=module', '--eval', parent], {
    cwd: core,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  const [line] = (await once(createInterface(child.stdout), 'line')) as [string];
  const processIds = JSON.parse(line) as number[];
  expect(processIds).toHaveLength(2);
  child.kill('SIGKILL');
  await expect.poll(() => processIds.filter(isAlive), { timeout: 5000, interval: 50 }).toEqual([]);
});

function isAlive(processId: number): boolean {
  try {
    return process.kill(processId, 0);
  } catch {
    return false;
  }
}
