import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { runOnSmallDisk } from '../files/child-process-stand-in.ts';
import { temporaryFolder } from '../files/temporary-folder-stand-in.ts';
import { writePicture } from '../image/pictures-stand-in.ts';
import { pictureFolders, runHere, tinyNetworks } from './command-line-stand-in.ts';

const quick = [...tinyNetworks, '--steps', '1'];

describe('bad input', () => {
  let root = '';
  let folders = { a: '', b: '' };

  beforeAll(async () => {
    root = mkdtempSync(join(tmpdir(), 'diptych-test-'));
    folders = await pictureFolders(root, 2);
  });
  afterAll(() => rmSync(root, { recursive: true }));

  /** Trains on a side a that is all wrong; the library is new each time. */
  const trainOn = (a: string, ...options: string[]) =>
    runHere(
      'train',
      'look',
      '--a',
      a,
      '--b',
      folders.b,
      ...quick,
      ...options,
      '--library',
      temporaryFolder(),
    );

  test('a missing folder', async () => {
    const { exitCode, err } = await trainOn(join(root, 'gone'));
    expect({ exitCode, err }).toEqual({
      exitCode: 5,
      err: expect.stringMatching(/^D-SET-001: .*gone/) as string,
    });
  });

  test('an empty folder', async () => {
    const { exitCode, err } = await trainOn(temporaryFolder());
    expect({ exitCode, err }).toEqual({ exitCode: 5, err: expect.stringMatching(/^D-SET-002: /) as string });
  });

  test('a folder with one picture', async () => {
    const folder = temporaryFolder();
    await writePicture(join(folder, 'one.png'), 1);
    const { exitCode, err } = await trainOn(folder);
    expect(exitCode).toBe(5);
    expect(err).toMatch(/D-SET-003: At least 2 usable pictures a side .* has 1\./);
  });

  test('S-25 hostile files only: nothing of them is used and each has its reason', async () => {
    const folder = temporaryFolder();
    writeFileSync(
      join(folder, 'vector.jpg'),
      '<svg xmlns="http://www.w3.org/2000/svg"><image href="/etc/passwd"/></svg>',
    );
    writeFileSync(join(folder, 'empty.png'), '');
    const { exitCode, err } = await trainOn(folder);
    expect(exitCode).toBe(5);
    expect(err).toMatch(/D-SET-003: .* has 0\. First of 2 left out: /);
  });

  test('S-28 hostile files among good ones are listed with their codes and left out', async () => {
    const folder = join(temporaryFolder(), 'a');
    cpSync(folders.a, folder, { recursive: true });
    writeFileSync(join(folder, 'cut.png'), readFileSync(join(folder, '0.png')).subarray(0, 900));
    writeFileSync(join(folder, '.hidden'), 'x');
    const { exitCode, err } = await trainOn(folder);
    expect(exitCode).toBe(0);
    expect(err).toMatch(/left out a\/cut\.png: D-IMG-002 /);
    expect(err).toMatch(/left out a\/\.hidden: D-IMG-011 /);
  });

  test('a size that the network cannot take', async () => {
    const { exitCode, err } = await trainOn(folders.a, '--size', '30');
    expect({ exitCode, err }).toEqual({
      exitCode: 2,
      err: expect.stringMatching(/^D-TRN-004: .*30\. Try /) as string,
    });
  });

  test('an option value outside its range', async () => {
    const { exitCode, err } = await trainOn(folders.a, '--learning-rate', '7');
    expect(exitCode).toBe(2);
    expect(err).toMatch(/^D-USE-001: .*"learningRate" of cyclegan cannot be 7/);
  });

  test('both sides the same folder', async () => {
    const { exitCode, err } = await trainOn(folders.b);
    expect({ exitCode, err }).toEqual({ exitCode: 2, err: expect.stringMatching(/^D-SET-004: /) as string });
  });

  test('a dataset, a run and a translator that do not exist', async () => {
    const library = temporaryFolder();
    const found = [
      await runHere('train', '--dataset', 'none', '--library', library),
      await runHere('resume', 'none', '--library', library),
      await runHere('resume', '--library', library),
      await runHere('models', 'export', 'none', '--out', join(library, 'x.onnx'), '--library', library),
    ];
    expect(found.map(({ exitCode, err }) => [exitCode, err.slice(0, 9)])).toEqual([
      [2, 'D-SET-005'],
      [2, 'D-TRN-005'],
      [2, 'D-TRN-005'],
      [2, 'D-MOD-005'],
    ]);
  });

  test('a name that leads out of the library', async () => {
    const library = join(temporaryFolder(), 'library');
    const { exitCode, err } = await runHere(
      ...['dataset', 'import', '../outside', '--a', folders.a, '--b', folders.b, '--library', library],
    );
    expect({ exitCode, err }).toEqual({ exitCode: 2, err: expect.stringMatching(/^D-USE-001: /) as string });
  });

  test('a finished run is not trained again, and its name is not taken twice', async () => {
    const library = temporaryFolder();
    const training = ['train', 'look', '--a', folders.a, '--b', folders.b, ...quick, '--library', library];
    await runHere(...training);
    const found = [await runHere('resume', 'look', '--library', library), await runHere(...training)];
    expect(found.map(({ exitCode, err }) => [exitCode, err.slice(0, 9)])).toEqual([
      [2, 'D-TRN-007'],
      [1, 'D-RES-002'],
    ]);
  });

  test('S-55 a damaged catalog is refused, and a backup or a rebuilding brings it back', async () => {
    const library = temporaryFolder();
    await runHere('dataset', 'import', 'two', '--a', folders.a, '--b', folders.b, '--library', library);
    await runHere('catalog', 'backup', '--library', library);
    writeFileSync(join(library, 'catalog.db'), 'no database at all '.repeat(1000));
    const found = [
      await runHere('runs', '--library', library),
      await runHere('catalog', 'check', '--library', library),
      await runHere('catalog', 'restore', '--library', library),
      await runHere('dataset', 'list', '--library', library),
      await runHere('catalog', 'rebuild', '--library', library),
      await runHere('dataset', 'check', 'two', '--library', library),
    ];
    expect(found.map(({ exitCode }) => exitCode)).toEqual([1, 1, 0, 0, 0, 0]);
    expect(found[0]?.err).toMatch(/^D-LIB-001: /);
    expect(found[3]?.out).toContain('two');
  });

  test('S-58 a catalog of a newer program is refused untouched', async () => {
    const library = temporaryFolder();
    await runHere('runs', '--library', library);
    const database = new Database(join(library, 'catalog.db'));
    database.pragma('user_version = 999');
    database.close();
    const { exitCode, err } = await runHere('runs', '--library', library);
    expect({ exitCode, err }).toEqual({ exitCode: 1, err: expect.stringMatching(/^D-LIB-002: /) as string });
  });

  test('a changed dataset is found by checking it', async () => {
    const [library, copy] = [temporaryFolder(), join(temporaryFolder(), 'a')];
    cpSync(folders.a, copy, { recursive: true });
    await runHere('dataset', 'import', 'two', '--a', copy, '--b', folders.b, '--library', library);
    rmSync(join(copy, '0.png'));
    const { exitCode, out } = await runHere('dataset', 'check', 'two', '--library', library);
    expect({ exitCode, out }).toEqual({
      exitCode: 3,
      out: expect.stringContaining('missing  a/0.png') as string,
    });
  });

  test('S-59 a disk that fills up stops the run with exit code 7; with space again it goes on', (context) => {
    const disk = join(temporaryFolder(), 'disk');
    mkdirSync(disk);
    const printed = runOnSmallDisk(disk, 24 * 2 ** 20, fillWhileTraining(folders));
    if (printed === undefined) return context.skip('small disks cannot be mounted here');
    expect(JSON.parse(printed.split('\n').at(-1)!)).toEqual({ full: [7, 'D-DSK-001'], resumed: [0, ''] });
  });
});

/** Trains until the first checkpoint, then lets a file take all the space, then gives it back and resumes. */
function fillWhileTraining({ a, b }: { a: string; b: string }): string {
  return `
    import { rmSync, writeFileSync } from 'node:fs';
    import { main } from './cli/main.ts';
    const disk = process.argv[1];
    const filler = disk + '/filler';
    const io = (onOut) => ({ out: onOut, err: (text) => (errors += text), isTerminal: false, columns: () => 80, nowSeconds: () => 0 });
    let errors = '';
    let size = 2 ** 25;
    const fill = (text) => {
      if (!text.includes('"training-checkpoint"')) return;
      for (; size >= 512; size /= 2) try { writeFileSync(filler, new Uint8Array(size), { flag: 'a' }); } catch {}
    };
    const train = ['train', 'look', '--a', ${JSON.stringify(a)}, '--b', ${JSON.stringify(b)}, ...${JSON.stringify(tinyNetworks)}];
    const full = await main([...train, '--steps', '40', '--checkpoint-every', '5', '--library', disk, '--json'], io(fill));
    const code = /D-[A-Z]+-\\d+/.exec(errors)?.[0] ?? errors;
    rmSync(filler, { force: true });
    errors = '';
    const resumed = await main(['resume', '--library', disk], io(() => {}));
    console.log(JSON.stringify({ full: [full, code], resumed: [resumed, /D-[A-Z]+-\\d+.*/.exec(errors)?.[0] ?? ''] }));
  `;
}
