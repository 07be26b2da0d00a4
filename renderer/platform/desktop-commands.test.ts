import { expect, test } from 'vitest';
import { receiveFiles } from '../../core/contract/desktop-bridge.ts';
import type { Ticketed } from '../../core/contract/procedure.ts';
import { listenToDesktop } from './desktop-commands.ts';

const [first, second]: readonly Ticketed[] = ['one.jpg', 'two.jpg'].map((name) => ({
  ticket: name,
  name,
  kind: 'file',
})) as never;

function open() {
  let send: (command: string, files: readonly Ticketed[]) => void = () => undefined;
  const desktop = listenToDesktop({ onCommand: (listener) => ((send = listener), () => undefined) });
  return { desktop, send: (command: string, ...files: Ticketed[]) => send(command, files) };
}

test('desktop commands: files that were opened before the page was there wait for it, once', () => {
  const { desktop, send } = open();
  send(receiveFiles, first!);
  send(receiveFiles, second!);
  const heard: unknown[] = [];
  desktop.onFiles((files) => heard.push(files));
  desktop.onFiles((files) => heard.push(['again', ...files]));
  expect(heard).toEqual([[first, second]]);
});

test('desktop commands: files that are opened later come at once, and are no command', () => {
  const { desktop, send } = open();
  const heard: unknown[] = [];
  desktop.onFiles((files) => heard.push(files));
  desktop.onCommand((command) => heard.push(command));
  send(receiveFiles, first!);
  expect(heard).toEqual([[first]]);
});

test('desktop commands: a menu item is told by its name', () => {
  const { desktop, send } = open();
  const heard: string[] = [];
  desktop.onCommand((command) => heard.push(command));
  send('photos.open');
  expect(heard).toEqual(['photos.open']);
});
