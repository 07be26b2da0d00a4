import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../core/files/temporary-folder-stand-in.ts';
import type { CoreToMain } from './core-messages.ts';
import { createTrashOfMain } from './trash-of-main.ts';

type Asked = Extract<CoreToMain, { kind: 'trash' }>;

/** A file, and a trash whose main process answers so; `asked` is what it was asked to take. */
function setUp(isTaken: boolean) {
  const folder = temporaryFolder();
  const path = join(folder, '0a1b.jpg');
  writeFileSync(path, 'photo');
  const asked: string[] = [];
  const { trash, hear } = createTrashOfMain((message) => {
    const { number, path: given } = message as Asked;
    asked.push(given);
    queueMicrotask(() => hear({ kind: 'trash-answer', number, isTaken }));
  });
  return { trash, folder, path, asked };
}

test('trash of main: a disk of the network is known to have none on Windows', async () => {
  const { trash } = setUp(true);
  expect(await trash.takesFrom('\\\\server\\photos')).toBe(false);
  expect(await trash.takesFrom('C:\\photos')).toBe(true);
});

test('trash of main: what it does not take lies where it was', async () => {
  const { trash, folder, path } = setUp(false);
  expect(await trash.take(path, join(folder, 'sea.jpg'))).toBe(false);
  expect(readFileSync(path, 'utf8')).toBe('photo');
  expect(existsSync(join(folder, 'sea.jpg'))).toBe(false);
});

test('trash of main: what is not there is not asked for', async () => {
  const { trash, folder, asked } = setUp(true);
  expect(await trash.take(join(folder, 'gone.jpg'), join(folder, 'sea.jpg'))).toBe(false);
  expect(asked).toEqual([]);
});

test('trash of main: a thing is handed over by the name that is told, and by a free one where it is taken', async () => {
  const { trash, folder, path, asked } = setUp(true);
  writeFileSync(join(folder, 'sea.jpg'), 'another');
  expect(await trash.take(path, join(folder, 'sea.jpg'))).toBe(true);
  expect(asked).toEqual([join(folder, 'sea 2.jpg')]);
  expect(readFileSync(join(folder, 'sea.jpg'), 'utf8')).toBe('another');
});
