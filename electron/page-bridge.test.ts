import { beforeAll, expect, test } from 'vitest';
import { bridgeChannels } from './bridge-channels.ts';
import { ipcMain } from './electron-stand-in.ts';
import { isOurPage, listenToPages } from './page-bridge.ts';
import { pageUrl } from './page-protocol.ts';

const done = { ports: 0, refused: [] as string[], asked: [] as unknown[] };
beforeAll(() =>
  listenToPages({
    connect: () => void done.ports++,
    ticketsFor: async (paths) => (done.asked.push(paths), []),
    choose: async (what) => (done.asked.push(what), []),
    reveal: async (jobId) => void done.asked.push(jobId),
    onRefused: (what) => void done.refused.push(what),
  }),
);

const frame = (url: string, parent: object | null = null) => ({
  url,
  parent,
  posted: [] as unknown[],
  postMessage(...values: unknown[]) {
    this.posted.push(values);
  },
});
const isOurs = (given: object) => isOurPage(given as Electron.WebFrameMain);

test.each([
  'https://app/index.html',
  'diptych://app.evil.example/index.html',
  'diptych://evil/index.html',
  'diptych://app/other.html',
  'file:///index.html',
  'about:blank',
  'not a url',
  '',
])('page bridge: S-04 a frame at %j is not ours', (url) => {
  expect(isOurs(frame(url))).toBe(false);
});

test('page bridge: S-04 a frame inside our page is not ours, nor is one that is gone', () => {
  expect([isOurs(frame(pageUrl, {})), isOurPage(null), isOurs(frame(`${pageUrl}#x`))]).toEqual([
    false,
    false,
    true,
  ]);
});

test('page bridge: S-04 a page gets its port once, and a second request is refused and logged', () => {
  const senderFrame = frame(pageUrl);
  ipcMain.emit(bridgeChannels.connect, { senderFrame });
  ipcMain.emit(bridgeChannels.connect, { senderFrame });
  expect([done.ports, senderFrame.posted.length, done.refused]).toEqual([1, 1, ['a second port for a page']]);
});

test('page bridge: S-04 a foreign frame gets no port', () => {
  const [portsBefore, senderFrame] = [done.ports, frame('https://evil.example/')];
  ipcMain.emit(bridgeChannels.connect, { senderFrame });
  expect([done.ports - portsBefore, senderFrame.posted, done.refused.at(-1)]).toEqual([
    0,
    [],
    'a port for a foreign frame',
  ]);
});

test.each([bridgeChannels.ticketsFor, bridgeChannels.choose, bridgeChannels.reveal])(
  'page bridge: S-04 %s of a foreign frame is refused',
  async (channel) => {
    const before = done.asked.length;
    const call = ipcMain.handlers.get(channel)?.({ senderFrame: frame('https://evil.example/') }, [
      '/etc/passwd',
    ]);
    await expect(call).rejects.toThrow('Refused.');
    expect(done.asked.length).toBe(before);
  },
);

test.each([
  [bridgeChannels.ticketsFor, 'not a list'],
  [bridgeChannels.ticketsFor, [1, 2]],
  [bridgeChannels.choose, 'anything'],
  [bridgeChannels.choose, { properties: ['openFile'] }],
  [bridgeChannels.reveal, '../../etc'],
])('page bridge: S-06 %s with %j asks nothing', async (channel, input) => {
  const before = done.asked.length;
  await ipcMain.handlers.get(channel)?.({ senderFrame: frame(pageUrl) }, input);
  expect(done.asked.length).toBe(before);
});

test('page bridge: a page of ours is heard', async () => {
  await ipcMain.handlers.get(bridgeChannels.choose)?.({ senderFrame: frame(pageUrl) }, 'photos');
  expect(done.asked.at(-1)).toBe('photos');
});
