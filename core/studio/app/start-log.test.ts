import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { CoreError } from '../../contract/core-error.ts';
import { temporaryFolder } from '../../files/temporary-folder-stand-in.ts';
import { openStartLog, type StartMark } from './start-log.ts';

async function start(folder: string, ...marks: readonly StartMark[]): Promise<number> {
  const log = await openStartLog(folder, 'Diptych 1.2.3 (browser)');
  for (const mark of marks) await log.mark(mark);
  await log.close();
  return log.failedBefore;
}

test('start log: a folder that cannot be made keeps nobody from starting', async () => {
  const file = join(temporaryFolder(), 'file');
  writeFileSync(file, '');
  expect(await start(join(file, 'logs'), 'opening')).toBe(0);
});

test('start log: S-80 starts that ended before the app could be used are counted, in a row', async () => {
  const folder = join(temporaryFolder(), 'logs');
  const marks: readonly (readonly StartMark[])[] = [
    ['opening'],
    ['opening', 'open'],
    ['safe-mode-offered', 'ready', 'opening'],
    ['opening', 'open', 'ready'],
    ['opening'],
    ['opening', 'open', 'ended'],
  ];
  const before: number[] = [];
  for (const of of marks) before.push(await start(folder, ...of));
  expect([...before, await start(folder)]).toEqual([0, 1, 2, 3, 0, 1, 0]);
});

test('start log: S-80 the logs of the last five starts are kept', async () => {
  const folder = join(temporaryFolder(), 'logs');
  for (let i = 0; i < 8; i++) await start(folder, 'opening');
  expect(readdirSync(folder).sort()).toEqual([4, 5, 6, 7, 8].map((i) => `start-00000${i}.log`));
});

test('start log: S-77 a fault is told by its code and our own source, without names or paths', async () => {
  const folder = join(temporaryFolder(), 'logs');
  const log = await openStartLog(folder, 'Diptych');
  log.fault(new CoreError('write-failed', `"${homedir()}/Secret Holiday.jpg" could not be written.`, {}));
  log.fault(
    Object.assign(new Error('open /home/me/Secret.jpg\n    at run (Secret.js:1:2)'), { code: 'ENOENT' }),
  );
  log.fault('Secret');
  await log.close();
  const text = readFileSync(join(folder, 'start-000001.log'), 'utf8');
  expect(text).toContain('fault CoreError D-DSK-003 write-failed start-log.test.ts:');
  expect(text).toContain('fault Error ENOENT');
  expect(text).toContain('fault string');
  expect(text).not.toMatch(/Secret|Holiday|home|\/|\\/);
});
