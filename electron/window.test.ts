import { globSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import type { BrowserWindow as StandInWindow } from './electron-stand-in.ts';
import { createWindow } from './window.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const createStandIn = () =>
  createWindow('/preload.cjs', { width: 900, height: 700, isMaximized: false }) as unknown as StandInWindow;

test('window: S-01 no other file makes a window', () => {
  const makers = globSync('{electron,core,renderer,scripts}/**/*.{ts,svelte}', { cwd: root }).filter(
    (path) =>
      !path.endsWith('.test.ts') && readFileSync(`${root}/${path}`, 'utf8').includes('new BrowserWindow('),
  );
  expect(makers.map((path) => path.replaceAll('\\', '/'))).toEqual(['electron/window.ts']);
});

test('window: S-01 the page is sandboxed, isolated and without Node', () => {
  expect(createStandIn().options.webPreferences).toEqual({
    preload: '/preload.cjs',
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    nodeIntegrationInWorker: false,
    webSecurity: true,
    webviewTag: false,
  });
});

test.each(['will-navigate', 'will-redirect', 'will-attach-webview'])(
  'window: S-10 %s is prevented',
  (name) => {
    let isPrevented = false;
    createStandIn().webContents.listeners.get(name)?.({
      url: 'https://example.org',
      preventDefault: () => (isPrevented = true),
    });
    expect(isPrevented).toBe(true);
  },
);

test('window: S-10 a page cannot open another window', () => {
  expect(createStandIn().webContents.windowOpenHandler?.({ url: 'https://example.org' })).toEqual({
    action: 'deny',
  });
});
