import { BrowserWindow } from 'electron';
import { guardNavigation } from './navigation.ts';
import type { WindowState } from './window-state.ts';

/** The one place where windows are made: sandboxed, isolated, without Node, shown once the page has drawn itself. */
export function createWindow(preloadPath: string, { isMaximized, ...bounds }: WindowState): BrowserWindow {
  const window = new BrowserWindow({
    ...bounds,
    minWidth: 640,
    minHeight: 480,
    show: false,
    title: 'Diptych',
    webPreferences: {
      preload: preloadPath,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      webSecurity: true,
      webviewTag: false,
    },
  });
  guardNavigation(window.webContents);
  window.once('ready-to-show', () => {
    if (isMaximized) window.maximize();
    window.show();
  });
  return window;
}
