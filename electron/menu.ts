import type { MenuItemConstructorOptions } from 'electron';

export interface MenuOptions {
  readonly isMac: boolean;
  /** Sends a command of the page by its name. */
  readonly send: (command: string) => void;
  readonly openManual: () => void;
  readonly showAbout: () => void;
}

const line: MenuItemConstructorOptions = { type: 'separator' };

/** The menu of the app. The page answers the keys itself, so the menu only shows them. */
export function menuTemplate({
  isMac,
  send,
  openManual,
  showAbout,
}: MenuOptions): MenuItemConstructorOptions[] {
  const item: Item = (label, command, accelerator) => ({
    label,
    click: () => send(command),
    accelerator,
    registerAccelerator: false,
  });
  const help: MenuItemConstructorOptions[] = [
    item('Keys on this screen', 'frame.keys', '?'),
    item('Manual', 'frame.help', 'F1'),
    { label: 'Manual on the web', click: openManual },
    { label: 'About Diptych', click: showAbout },
  ];
  return [
    ...(isMac ? [{ role: 'appMenu' } as const] : []),
    { label: '&File', submenu: [...fileItems(item), line, isMac ? { role: 'close' } : { role: 'quit' }] },
    { label: '&Edit', submenu: editItems(item) },
    { label: '&View', submenu: viewItems(item) },
    { role: 'windowMenu' },
    { role: 'help', submenu: help },
  ];
}

type Item = (label: string, command: string, accelerator: string) => MenuItemConstructorOptions;

function fileItems(item: Item): MenuItemConstructorOptions[] {
  return [
    item('Open photos…', 'photos.open', 'CmdOrCtrl+O'),
    item('Open folder…', 'folder.open', 'CmdOrCtrl+Shift+O'),
    item('Paste photos', 'photos.paste', 'CmdOrCtrl+V'),
    line,
    item('Settings', 'go.settings', 'CmdOrCtrl+,'),
  ];
}

function editItems(item: Item): MenuItemConstructorOptions[] {
  return [
    item('Undo', 'edit.undo', 'CmdOrCtrl+Z'),
    item('Redo', 'edit.redo', 'CmdOrCtrl+Shift+Z'),
    line,
    { role: 'cut' },
    { role: 'copy' },
    { role: 'selectAll' },
  ];
}

function viewItems(item: Item): MenuItemConstructorOptions[] {
  return [
    item('Library', 'go.library', 'CmdOrCtrl+1'),
    item('Translate', 'go.translate', 'CmdOrCtrl+2'),
    item('Train', 'go.train', 'CmdOrCtrl+3'),
    item('Models', 'go.models', 'CmdOrCtrl+5'),
    line,
    item('Find a command…', 'frame.palette', 'CmdOrCtrl+K'),
    item('Queue', 'frame.queue', 'CmdOrCtrl+J'),
    line,
    { role: 'togglefullscreen' },
  ];
}
