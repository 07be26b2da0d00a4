import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../core/files/temporary-folder-stand-in.ts';
import { readWindowState, writeWindowState } from './window-state.ts';

const screens = [{ x: 0, y: 0, width: 1920, height: 1080 }];
const usual = { width: 1280, height: 860, isMaximized: false };

test.each(['', 'no json', '[]', 'null', '{"width":"9"}', '{"width":1e99,"height":1}'])(
  'window state: %j gives the usual size',
  async (text) => {
    const file = join(temporaryFolder(), 'window.json');
    writeFileSync(file, text);
    expect(await readWindowState(file, screens)).toEqual(usual);
  },
);

test('window state: a place on a screen that is gone is forgotten, the size is kept', async () => {
  const file = join(temporaryFolder(), 'window.json');
  await writeWindowState(file, { x: 3000, y: 10, width: 900, height: 700, isMaximized: true });
  expect(await readWindowState(file, screens)).toEqual({ width: 900, height: 700, isMaximized: true });
});

test('window state: the window comes back where it was', async () => {
  const file = join(temporaryFolder(), 'window.json');
  const state = { x: 50, y: 60, width: 900, height: 700, isMaximized: false };
  await writeWindowState(file, state);
  expect(await readWindowState(file, screens)).toEqual(state);
});
