import { expect, test } from 'vitest';
import { exposed, ipcRenderer } from './electron-stand-in.ts';
import './preload.ts';

type Bridge = Readonly<Record<string, (input: unknown) => unknown>>;

test('preload: S-03 the page gets one object of at most five functions', () => {
  const values = Object.values(exposed.get('diptych') as Bridge);
  expect([
    [...exposed.keys()],
    values.length <= 5,
    values.every((value) => typeof value === 'function'),
  ]).toEqual([['diptych'], true, true]);
});

test('preload: S-03 nothing that is exposed leads to the channels of Electron', () => {
  const bridge = exposed.get('diptych') as Bridge;
  for (const value of Object.values(bridge)) expect(value).not.toBe(ipcRenderer);
  expect(Object.keys(bridge)).toEqual(['connect', 'ticketsFor', 'choose', 'reveal', 'onCommand']);
});

test('preload: S-06 files become paths here, those without one are left out, and tickets come back', async () => {
  const bridge = exposed.get('diptych') as Bridge;
  const answer = await bridge['ticketsFor']?.([{ path: '/photos/a.jpg' }, { path: '' }]);
  expect([ipcRenderer.sent.at(-1), answer]).toEqual([['diptych:tickets-for', ['/photos/a.jpg']], []]);
});

test('preload: a command of the menu reaches the page without the event of Electron', () => {
  const heard: unknown[] = [];
  const bridge = exposed.get('diptych') as Bridge;
  const stop = bridge['onCommand']?.((...values: unknown[]) => heard.push(values)) as () => void;
  ipcRenderer.emit('diptych:command', { sender: ipcRenderer }, 'photos.open', []);
  stop();
  ipcRenderer.emit('diptych:command', { sender: ipcRenderer }, 'edit.undo', []);
  expect(heard).toEqual([['photos.open', []]]);
});
