import { expect, test } from 'vitest';
import { receiveFiles } from '../core/contract/desktop-bridge.ts';
import { DesktopApp } from './app.ts';
import { bridgeChannels } from './bridge-channels.ts';
import { app, ipcMain, made, told, type BrowserWindow, type StandInProcess } from './electron-stand-in.ts';
import { pageUrl, safeModeUrl } from './page-protocol.ts';

interface Started {
  readonly desktop: DesktopApp;
  readonly window: BrowserWindow;
  readonly core: StandInProcess;
}

async function start(): Promise<Started> {
  const desktop = new DesktopApp('/built');
  await desktop.start();
  return { desktop, window: made.windows.at(-1)!, core: made.processes.at(-1)! };
}

/** Answers the newest question of the main process as the core would. */
async function answer(core: StandInProcess, output: unknown): Promise<void> {
  const { number } = core.told.at(-1)?.[0] as { number: number };
  core.emit('message', { kind: 'answer', number, output });
  await new Promise((resolve) => setImmediate(resolve));
}
const asked = (core: StandInProcess) => core.told.at(-1)?.[0] as Record<string, unknown>;
const connectPage = () =>
  ipcMain.emit(bridgeChannels.connect, {
    senderFrame: { url: pageUrl, parent: null, postMessage: () => undefined },
  });

test('app: the core runs in a process of its own and is told where things lie', async () => {
  const { core, window } = await start();
  expect([core.script, core.told[0]?.[0], window.loaded]).toEqual([
    '/built/main/core-process.js',
    { kind: 'open', libraryFolder: undefined, resourcesFolder: '/resources' },
    [pageUrl],
  ]);
});

test('app: S-73 a second instance brings the window to the front and hands its files over', async () => {
  const { core, window } = await start();
  connectPage();
  app.emit('second-instance', {}, ['electron', '.', '--flag', 'a.jpg'], '/photos');
  expect([window.calls, asked(core)['what'], asked(core)['input']]).toEqual([
    ['restore', 'focus'],
    'mint',
    { paths: ['/photos/a.jpg'] },
  ]);
  const files = [{ ticket: 't'.repeat(32), name: 'a.jpg', kind: 'file' }];
  await answer(core, files);
  expect(window.webContents.sent).toEqual([[bridgeChannels.command, receiveFiles, files]]);
});

test('app: files that were opened before the page was there are handed over when it is', async () => {
  const { desktop, core } = await start();
  desktop.open(['/photos/a.jpg']);
  expect(asked(core)['kind']).toBe('open');
  connectPage();
  expect(asked(core)['input']).toEqual({ paths: ['/photos/a.jpg'] });
});

test('app: S-79 a page that crashes is loaded again, twice within a minute it gives way to the safe-mode page', async () => {
  const { window } = await start();
  window.webContents.emit('render-process-gone');
  window.webContents.emit('render-process-gone');
  expect(window.loaded).toEqual([pageUrl, pageUrl, safeModeUrl]);
});

test('app: the core has files put into the trash of the system, and is told whether that was done', async () => {
  const { core } = await start();
  core.emit('message', { kind: 'trash', number: 1, path: '/library/sea.jpg' });
  core.emit('message', { kind: 'trash', number: 2, path: '/library/locked' });
  await new Promise((resolve) => setImmediate(resolve));
  expect(told.shown).toEqual(expect.arrayContaining(['trash /library/sea.jpg', 'trash /library/locked']));
  expect(core.told.slice(-2).map(([message]) => message)).toEqual([
    { kind: 'trash-answer', number: 1, isTaken: true },
    { kind: 'trash-answer', number: 2, isTaken: false },
  ]);
});

test('app: an engine is started for the core, speaks with it, and its end is told with its last words', async () => {
  const { core } = await start();
  core.emit('message', { kind: 'start-engine', engine: 1, name: 'preview' });
  const engine = made.processes.at(-1)!;
  engine.emit('spawn');
  core.emit('message', { kind: 'tell-engine', engine: 1, message: 'work' });
  engine.emit('message', 'done');
  engine.stderr.emit('data', Buffer.from('out of memory'));
  engine.emit('exit', 9);
  expect([engine.script, engine.parameters, engine.told]).toEqual([
    '/built/main/engine-main.js',
    ['preview'],
    [['work']],
  ]);
  expect(core.told.slice(-3).map(([message]) => message)).toEqual([
    { kind: 'engine-started', engine: 1, processId: 4711 },
    { kind: 'engine-said', engine: 1, message: 'done' },
    { kind: 'engine-gone', engine: 1, code: 9, lastWords: 'out of memory' },
  ]);
});

test('app: S-78 no engine outlives the core', async () => {
  const { core } = await start();
  core.emit('message', { kind: 'start-engine', engine: 1, name: 'trainer' });
  const engine = made.processes.at(-1)!;
  core.emit('exit', 1);
  expect([engine.isKilled, told.exitCodes.at(-1)]).toEqual([true, 1]);
});

const quit = () => app.emit('before-quit', { preventDefault: () => undefined });

test('app: B10 quitting while work runs asks once, and stays when the person says so', async () => {
  const { core } = await start();
  const [before, questions] = [told.quits, told.asked.length];
  told.response = 3;
  quit();
  quit();
  await answer(core, 2);
  expect([asked(core)['what'], told.asked.length - questions, told.quits - before]).toEqual(['stay', 1, 0]);
  await answer(core, {});
});

test('app: B10 quitting may keep the work in the queue', async () => {
  const { core } = await start();
  const before = told.quits;
  told.response = 0;
  quit();
  await answer(core, 1);
  expect(asked(core)['what']).toBe('close');
  await answer(core, {});
  expect([told.quits - before, core.isKilled]).toEqual([1, true]);
});

test('app: B10 quitting may cancel the work first', async () => {
  const { core } = await start();
  told.response = 2;
  quit();
  await answer(core, 1);
  expect(asked(core)['what']).toBe('cancelRunning');
  await answer(core, {});
  expect(asked(core)['what']).toBe('close');
  await answer(core, {});
});

test('app: B10 quitting may wait for the work to finish, and is asked for again meanwhile', async () => {
  const { core } = await start();
  const before = told.quits;
  told.response = 1;
  quit();
  await answer(core, 1);
  expect([asked(core)['what'], told.quits - before]).toEqual(['finishRunning', 0]);
  const { number } = asked(core) as { number: number };
  told.response = 3;
  quit();
  await answer(core, 1);
  expect(asked(core)['what']).toBe('stay');
  await answer(core, {});
  core.emit('message', { kind: 'answer', number, output: true });
  await new Promise((resolve) => setImmediate(resolve));
  expect(asked(core)['what']).toBe('close');
  await answer(core, {});
  expect([told.quits - before, core.isKilled]).toEqual([1, true]);
});

test('app: B10 closing the window while work runs asks, and keeps the window for who stays', async () => {
  const { core, window } = await start();
  const events = { prevented: 0 };
  told.response = 3;
  window.emit('close', { preventDefault: () => void events.prevented++ });
  await answer(core, 1);
  expect([events.prevented, asked(core)['what']]).toEqual([1, 'stay']);
  await answer(core, {});
});

test('app: S-78 quitting closes the core before the app ends', async () => {
  const { core } = await start();
  const before = told.quits;
  app.emit('before-quit', { preventDefault: () => undefined });
  await answer(core, 0);
  expect([asked(core)['what'], told.quits - before]).toEqual(['close', 0]);
  await answer(core, {});
  expect([told.quits - before, core.isKilled]).toEqual([1, true]);
});

test('app: a library that another process has open is told, and the app ends', async () => {
  const { core } = await start();
  core.emit('message', { kind: 'refused', message: 'The library is open in process 7.' });
  expect([told.shown.at(-1), told.exitCodes.at(-1)]).toEqual([
    'Diptych cannot open its library: The library is open in process 7.',
    1,
  ]);
});
