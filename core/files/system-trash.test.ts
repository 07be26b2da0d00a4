import {
  chmodSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { createFreedesktopTrash } from './freedesktop-trash.ts';
import { ownSystemTrash } from './own-system-trash.ts';
import { noSystemTrash } from './system-trash.ts';
import { testTrash } from './system-trash-stand-in.ts';
import { temporaryFolder } from './temporary-folder-stand-in.ts';

/** A file with a name and its name as text. */
function fileCalled(name: string, folder = temporaryFolder()): string {
  const path = join(folder, name);
  writeFileSync(path, name);
  return path;
}

/** A place on another disk than the temporary folders; undefined where this machine has none. */
const elsewhere = ['/dev/shm', '/run/user/0', '/run'].find((folder) => {
  const facts = statSync(folder, { throwIfNoEntry: false });
  return facts !== undefined && facts.dev !== statSync(temporaryRoot()).dev;
});

function temporaryRoot(): string {
  return process.env['TMPDIR'] ?? '/tmp';
}

test('system trash: what is not there is not taken, and leaves no note', async () => {
  const { trash, names, origins } = testTrash();
  const path = join(temporaryFolder(), 'gone.jpg');
  expect(await trash.take(path, path)).toBe(false);
  expect([names(), origins()]).toEqual([[], []]);
});

test.each([
  ['a user without a place for data', () => createFreedesktopTrash('', undefined)],
  ['a system whose trash is out of reach', () => noSystemTrash],
  ['macOS and Windows without a desktop', () => ownSystemTrash({}, 'darwin')],
])('system trash: %s has none, and the file stays', async (_name, make) => {
  const path = fileCalled('sea.jpg');
  expect(await make().takesFrom(join(path, '..'))).toBe(false);
  expect(await make().take(path, path)).toBe(false);
  expect(existsSync(path)).toBe(true);
});

test('system trash: a place for data that is a file is none', async () => {
  const path = fileCalled('sea.jpg');
  const data = fileCalled('data');
  chmodSync(data, 0o700);
  const trash = createFreedesktopTrash(data, undefined);
  expect(await trash.takesFrom(dirname(path))).toBe(false);
  expect(await trash.take(path, path)).toBe(false);
  expect(existsSync(path)).toBe(true);
});

test.runIf(elsewhere !== undefined)('system trash: a file in memory is not taken', async () => {
  const { trash, names } = testTrash();
  const folder = join(elsewhere!, `diptych-trash-${process.pid}`);
  mkdirSync(folder);
  try {
    const path = fileCalled('sea.jpg', folder);
    expect([await trash.takesFrom(folder), await trash.take(path, path)]).toEqual([false, false]);
    expect([existsSync(path), names()]).toEqual([true, []]);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test.skipIf(process.getuid?.() === 0)(
  'system trash: a place that may not be written to is none',
  async () => {
    const data = temporaryFolder();
    chmodSync(data, 0o500);
    const path = fileCalled('sea.jpg');
    const trash = createFreedesktopTrash(data, undefined);
    expect([await trash.takesFrom(join(path, '..')), await trash.take(path, path)]).toEqual([false, false]);
  },
);

test('system trash: asking whether it takes a thing makes nothing', async () => {
  const data = temporaryFolder();
  expect(await createFreedesktopTrash(join(data, 'share'), undefined).takesFrom(temporaryFolder())).toBe(
    true,
  );
  expect(readdirSync(data)).toEqual([]);
});

test('system trash: a file lies there with its bytes, and a note of its place and time', async () => {
  const { trash, files, info } = testTrash();
  const path = fileCalled('sea.jpg');
  expect(await trash.take(path, path)).toBe(true);
  expect(existsSync(path)).toBe(false);
  expect(readFileSync(join(files, 'sea.jpg'), 'utf8')).toBe('sea.jpg');
  const [head, place, time] = readFileSync(join(info, 'sea.jpg.trashinfo'), 'utf8').split('\n');
  expect([head, place]).toEqual(['[Trash Info]', `Path=${path}`]);
  const [, told] = /^DeletionDate=(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)$/.exec(time!)!;
  expect(Math.abs(new Date(told!).getTime() - Date.now())).toBeLessThan(60_000);
  expect(statSync(join(info, 'sea.jpg.trashinfo')).mode & 0o077).toBe(0);
});

test('system trash: a file is known there by the name that is told', async () => {
  const { trash, names, origins } = testTrash();
  const path = fileCalled('0a1b2c.jpg');
  const as = join(path, '..', 'My photo.jpg');
  await trash.take(path, as);
  expect([names(), origins()]).toEqual([['My photo.jpg'], [as]]);
});

test('system trash: a folder goes as one thing, a link as itself', async () => {
  const { trash, files } = testTrash();
  const folder = join(temporaryFolder(), 'run');
  mkdirSync(folder);
  fileCalled('loss.jsonl', folder);
  const link = join(temporaryFolder(), 'link.jpg');
  const target = fileCalled('original.jpg');
  symlinkSync(target, link);
  await trash.take(folder, folder);
  await trash.take(link, link);
  expect(readdirSync(join(files, 'run'))).toEqual(['loss.jsonl']);
  expect([existsSync(target), existsSync(link)]).toEqual([true, false]);
});

test('system trash: things of one name keep their bytes and their places, and so does what has no note', async () => {
  const { trash, files, names, origins } = testTrash();
  mkdirSync(files, { recursive: true });
  writeFileSync(join(files, 'sea.2.jpg'), 'of another program');
  const paths = Array.from({ length: 5 }, () => fileCalled('sea.jpg'));
  for (const path of paths) expect(await trash.take(path, path)).toBe(true);
  expect(names()).toHaveLength(6);
  expect(names()).toEqual(expect.arrayContaining(['sea.jpg', 'sea.2.jpg']));
  expect(readFileSync(join(files, 'sea.2.jpg'), 'utf8')).toBe('of another program');
  expect(origins().toSorted()).toEqual(paths.toSorted());
});

test.each([
  '50 % äöü 写真.jpg',
  'two\nlines\r[Trash Info].jpg',
  'a#b?c=d&e+f.jpg',
  ' %41.jpg',
  `${'ü'.repeat(125)}.jpg`,
])('system trash: a file called %j keeps its name', async (name) => {
  const { trash, files, info, names, origins } = testTrash();
  const path = fileCalled(name);
  expect(await trash.take(path, path)).toBe(true);
  expect(origins()).toEqual([path]);
  expect(readFileSync(join(info, readdirSync(info)[0]!), 'utf8').split('\n')).toHaveLength(4);
  expect(readFileSync(join(files, names()[0]!), 'utf8')).toBe(name);
});

test('system trash: 200 files of one name that come at once are all there', async () => {
  const { trash, names, origins } = testTrash();
  const paths = Array.from({ length: 200 }, () => fileCalled('sea.jpg'));
  expect(await Promise.all(paths.map((path) => trash.take(path, path)))).toEqual(paths.map(() => true));
  expect(names()).toHaveLength(200);
  expect(origins().toSorted()).toEqual(paths.toSorted());
});
