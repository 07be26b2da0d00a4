import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { killAtOnce, runApart, runOnSmallDisk, startApart } from '../files/child-process-stand-in.ts';
import { temporaryFolder } from '../files/temporary-folder-stand-in.ts';
import { isRunLocked, lockRun } from './run-lock.ts';

const holdingProcess = `import { lockRun } from './catalog/run-lock.ts';
  lockRun(process.argv[1]);
  console.log('locked');
  setInterval(() => undefined, 1000);`;

const tryingProcess = `import { lockRun } from './catalog/run-lock.ts';
  try { lockRun(process.argv[1]); console.log('locked'); }
  catch (error) { console.log(JSON.stringify({ reason: error.reason, details: error.details })); }`;

describe('the lock of a run', () => {
  test('a run that does not exist is not found', () => {
    const lock = () => lockRun(join(temporaryFolder(), 'missing'));
    expect(lock).toThrow(expect.objectContaining({ reason: 'run-not-found' }) as Error);
  });

  test('a second training in the same process is refused', () => {
    const run = temporaryFolder();
    const lock = lockRun(run);
    expect(() => lockRun(run)).toThrow(expect.objectContaining({ reason: 'run-busy' }) as Error);
    lock.release();
  });

  test('a second process is refused and told the number of the first', () => {
    const run = temporaryFolder();
    const lock = lockRun(run);
    const refusal: unknown = JSON.parse(runApart(tryingProcess, run));
    expect(refusal).toEqual({ reason: 'run-busy', details: { runFolder: run, processId: process.pid } });
    lock.release();
  });

  test('asking whether it is locked does not lose the lock', () => {
    const run = temporaryFolder();
    const lock = lockRun(run);
    expect(isRunLocked(run)).toBe(true);
    expect(runApart(tryingProcess, run)).toContain('run-busy');
    lock.release();
  });

  test('it dies with its process, and nobody has to delete anything', async () => {
    const run = temporaryFolder();
    const holder = await startApart(holdingProcess, run);
    const refusal = { reason: 'run-busy', details: { runFolder: run, processId: holder.pid } };
    expect(() => lockRun(run)).toThrow(expect.objectContaining(refusal) as Error);
    await killAtOnce(holder);
    expect(isRunLocked(run)).toBe(false);
    lockRun(run).release();
  });

  test('after it is released another process may take it', () => {
    const run = temporaryFolder();
    lockRun(run).release();
    expect(runApart(tryingProcess, run)).toBe('locked');
  });

  test('a lock file of garbage locks nothing', () => {
    const run = temporaryFolder();
    writeFileSync(join(run, 'lock.db'), 'garbage '.repeat(1000));
    expect(isRunLocked(run)).toBe(false);
    lockRun(run).release();
  });

  test('in a folder that may not be written to it is refused as read-only', () => {
    const run = temporaryFolder();
    chmodSync(run, 0o555);
    const asNobody = tryingProcess.replace(
      'try {',
      'if (process.getuid() === 0) process.setuid(65534); try {',
    );
    expect(JSON.parse(runApart(asNobody, run))).toMatchObject({ reason: 'read-only-library' });
  });

  test('S-59: on a full disk it is refused with the reason, and asking still works', ({ skip }) => {
    const printed = runOnSmallDisk(
      temporaryFolder(),
      16384,
      `import { writeFileSync } from 'node:fs';
      import { isRunLocked, lockRun } from './catalog/run-lock.ts';
      writeFileSync(process.argv[1] + '/lock.db', '');
      try { writeFileSync(process.argv[1] + '/ballast', new Uint8Array(100000)); } catch {}
      try { lockRun(process.argv[1]); } catch (error) { console.log(error.reason, isRunLocked(process.argv[1])); }`,
    );
    if (printed === undefined) return skip('no small disk can be mounted here');
    expect(printed).toBe('disk-full false');
  });
});
