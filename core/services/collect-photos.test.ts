import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { expect, test as base } from 'vitest';
import { collectPhotos } from './collect-photos.ts';

interface Fixtures {
  readonly put: (...paths: string[]) => void;
  readonly collect: (
    inputs: string[],
    options?: { isRecursive?: boolean; out?: string },
  ) => Promise<{ photos: string[]; passedOver: string[] }>;
  readonly folder: string;
}

const test = base.extend<Fixtures>({
  folder: async ({}, use) => {
    const folder = mkdtempSync(join(tmpdir(), 'diptych-test-'));
    await use(folder);
    rmSync(folder, { recursive: true });
  },
  put: ({ folder }, use) =>
    use((...paths) => {
      for (const path of paths) {
        mkdirSync(join(folder, path, '..'), { recursive: true });
        writeFileSync(join(folder, path), '');
      }
    }),
  collect: ({ folder }, use) =>
    use(async (inputs, { isRecursive = true, out = 'out' } = {}) => {
      const { photos, passedOver } = await collectPhotos(
        inputs.map((input) => join(folder, input)),
        { isRecursive, exceptFolder: join(folder, out), signal: new AbortController().signal },
      );
      return {
        photos: photos.map(({ path, subfolder }) => `${relative(folder, path)} -> ${subfolder}`),
        passedOver: passedOver.map(
          ({ path, status, reason }) => `${relative(folder, path)} ${status} ${reason}`,
        ),
      };
    }),
});

test('collected photos: a missing input fails and the others go on', async ({ put, collect }) => {
  put('a.jpg');
  expect(await collect(['gone.jpg', 'a.jpg'])).toEqual({
    photos: ['a.jpg -> '],
    passedOver: ['gone.jpg failed file-not-found'],
  });
});

test.skipIf(process.platform === 'win32')(
  'collected photos: S-29 a pipe is passed over',
  async ({ folder, put, collect }) => {
    put('in/a.jpg');
    execFileSync('mkfifo', [join(folder, 'in/pipe.jpg')]);
    expect((await collect(['in'])).passedOver).toEqual(['in/pipe.jpg skipped not-a-file']);
  },
);

test.skipIf(process.platform === 'win32')(
  'collected photos: S-29 links in a circle end',
  async ({ folder, put, collect }) => {
    put('in/sub/a.jpg');
    symlinkSync(join(folder, 'in'), join(folder, 'in/sub/again'));
    expect((await collect(['in'])).photos).toEqual(['in/sub/a.jpg -> sub']);
  },
);

test('collected photos: hidden and system files are skipped with a reason', async ({ put, collect }) => {
  put('in/.DS_Store', 'in/Thumbs.db', 'in/a.jpg');
  expect(await collect(['in'])).toEqual({
    photos: ['in/a.jpg -> '],
    passedOver: ['in/.DS_Store skipped hidden-file', 'in/Thumbs.db skipped hidden-file'],
  });
});

test('collected photos: the output folder inside an input is left out', async ({ put, collect }) => {
  put('in/a.jpg', 'in/out/a.dusk.jpg');
  expect((await collect(['in'], { out: 'in/out' })).photos).toEqual(['in/a.jpg -> ']);
});

test('collected photos: without recursion sub-folders are left out', async ({ put, collect }) => {
  put('in/a.jpg', 'in/sub/b.jpg');
  expect((await collect(['in'], { isRecursive: false })).photos).toEqual(['in/a.jpg -> ']);
});

test('collected photos: the tree of a folder is kept', async ({ put, collect }) => {
  put('in/b.jpg', 'in/sub/deep/a.jpg');
  expect((await collect(['in'])).photos).toEqual(['in/b.jpg -> ', `in/sub/deep/a.jpg -> sub/deep`]);
});
