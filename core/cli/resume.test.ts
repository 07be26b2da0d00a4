import { cpSync, mkdtempSync, readdirSync, rmSync, truncateSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { temporaryFolder } from '../files/temporary-folder-stand-in.ts';
import {
  hashOfCheckpoint,
  lossesOf,
  pictureFolders,
  runHere,
  spawnDiptych,
  tinyNetworks,
} from './command-line-stand-in.ts';

const steps = 12;

describe('resume', () => {
  let root = '';
  let training: readonly string[] = [];
  let whole = { hash: '', losses: [] as readonly string[] };

  beforeAll(async () => {
    root = mkdtempSync(join(tmpdir(), 'diptych-test-'));
    const { a, b } = await pictureFolders(root, 3);
    const schedule = ['--steps', String(steps), '--ema', '--pool-size', '3', '--checkpoint-every', '2'];
    training = ['--a', a, '--b', b, ...tinyNetworks, ...schedule];
    const library = join(root, 'whole');
    await runHere('train', 'look', ...training, '--library', library);
    whole = { hash: hashOfCheckpoint(library, 'look', steps), losses: lossesOf(library, 'look') };
  });
  afterAll(() => rmSync(root, { recursive: true }));

  const found = (library: string) => ({
    hash: hashOfCheckpoint(library, 'look', steps),
    losses: lossesOf(library, 'look'),
  });

  test('S-68 a run killed with -9 and resumed equals one that was never stopped, bit for bit', async () => {
    const library = temporaryFolder();
    const run = spawnDiptych('train', 'look', ...training, '--library', library);
    await run.until((event) => event.type === 'training-step' && event.step === 5);
    run.kill('SIGKILL');
    await run.ended;
    const resumed = await runHere('resume', '--library', library, '--json');
    expect(resumed).toMatchObject({ exitCode: 0, err: '' });
    expect(resumed.out).toContain('"fromStep":4');
    expect(found(library)).toEqual(whole);
  });

  test('S-67 one Ctrl+C stops with a checkpoint of that step and exit code 4; S-68 going on equals never stopping', async () => {
    const library = temporaryFolder();
    const run = spawnDiptych('train', 'look', ...training, '--library', library);
    await run.until((event) => event.type === 'training-step' && event.step === 3);
    run.kill('SIGINT');
    const stopped = await run.ended;
    expect(stopped).toMatchObject({
      exitCode: 4,
      err: expect.stringContaining('press Ctrl+C again') as string,
    });
    expect(stopped.out).toContain('"status":"paused"');
    await runHere('resume', 'look', '--library', library);
    expect(found(library)).toEqual(whole);
  });

  test('S-78 a second Ctrl+C ends the program within a step; the run can be resumed', async () => {
    const library = temporaryFolder();
    const slow = training.map((value, i) => (training[i - 1] === '--filters' ? '48' : value));
    const run = spawnDiptych('train', 'look', ...slow, '--library', library);
    await run.until((event) => event.type === 'training-checkpoint');
    run.kill('SIGINT');
    run.kill('SIGINT');
    run.kill('SIGTERM');
    expect((await run.ended).exitCode).toBe(4);
    expect((await runHere('runs', '--library', library)).out).toMatch(
      /look +cyclegan +look v1 +interrupted +[246]\/12/,
    );
  });

  test('two trainings of one run: the second is refused and names the process of the first', async () => {
    const library = temporaryFolder();
    const run = spawnDiptych('train', 'look', ...training, '--steps', '5000', '--library', library);
    await run.until((event) => event.type === 'training-started');
    const second = await runHere('resume', 'look', '--library', library);
    run.kill('SIGKILL');
    await run.ended;
    expect(second).toMatchObject({
      exitCode: 1,
      err: expect.stringMatching(/^D-TRN-006: .*process \d+/) as string,
    });
  });

  test('a damaged checkpoint is left out with a warning, and the run goes on exactly from the one before', async () => {
    const library = copyOfWhole(root, [12]);
    truncateSync(stateFile(library, 10), 1000);
    const resumed = await runHere('resume', 'look', '--library', library, '--json');
    expect(resumed.out).toMatch(/"type":"warning","message":"The checkpoint of step 10 is damaged/);
    expect(resumed.out).toContain('"fromStep":9');
    expect(found(library)).toEqual(whole);
  });

  test('a run whose checkpoints are all damaged is refused, and they are kept', async () => {
    const library = copyOfWhole(root, [12, 9, 6, 3]);
    truncateSync(stateFile(library, 10), 1000);
    const resumed = await runHere('resume', 'look', '--library', library);
    expect(resumed).toMatchObject({ exitCode: 1, err: expect.stringContaining('D-TRN-009: ') as string });
    expect(readdirSync(join(library, 'runs', 'look', 'checkpoints'))).toEqual(['step-000010.damaged']);
  });
});

/** The finished library as it would be without some of its checkpoints. */
function copyOfWhole(root: string, without: readonly number[]): string {
  const library = temporaryFolder();
  cpSync(join(root, 'whole'), library, { recursive: true });
  for (const step of without) rmSync(dirname(stateFile(library, step)), { recursive: true });
  rmSync(join(library, 'backups'), { recursive: true });
  for (const suffix of ['', '-wal', '-shm']) rmSync(join(library, `catalog.db${suffix}`), { force: true });
  return library;
}

function stateFile(library: string, step: number): string {
  const name = `step-${String(step).padStart(6, '0')}`;
  return join(library, 'runs', 'look', 'checkpoints', name, 'state.safetensors');
}
