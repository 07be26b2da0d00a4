import {
  MessageChannelMain,
  ipcMain,
  type IpcMainEvent,
  type IpcMainInvokeEvent,
  type WebFrameMain,
} from 'electron';
import { dialogKinds, type DialogKind } from '../core/contract/desktop-bridge.ts';
import type { Ticketed } from '../core/contract/procedure.ts';
import { bridgeChannels } from './bridge-channels.ts';
import { pageUrl } from './page-protocol.ts';

/** What the page may ask of the desktop; everything else goes through its port to the core. */
export interface PageRequests {
  connect(port: Electron.MessagePortMain): void;
  ticketsFor(paths: readonly string[]): Promise<readonly Ticketed[]>;
  choose(what: DialogKind): Promise<readonly Ticketed[]>;
  reveal(jobId: number): Promise<void>;
  /** Told of what was refused, for the log. */
  onRefused(what: string): void;
}

const mostPaths = 20_000;

/**
 * Listens to the preload scripts of our own pages: only main frames at our own address are heard, and each load of a page
 * gets one port.
 */
export function listenToPages({ connect, ticketsFor, choose, reveal, onRefused }: PageRequests): void {
  const connected = new WeakSet<WebFrameMain>();
  ipcMain.on(bridgeChannels.connect, (event: IpcMainEvent) => {
    const { senderFrame } = event;
    if (!isOurPage(senderFrame)) return onRefused('a port for a foreign frame');
    if (connected.has(senderFrame)) return onRefused('a second port for a page');
    connected.add(senderFrame);
    const { port1, port2 } = new MessageChannelMain();
    connect(port1);
    senderFrame.postMessage(bridgeChannels.port, null, [port2]);
  });
  const handle = <Output>(channel: string, work: (input: unknown) => Promise<Output>): void =>
    ipcMain.handle(channel, async ({ senderFrame }: IpcMainInvokeEvent, input: unknown) => {
      if (isOurPage(senderFrame)) return work(input);
      onRefused(channel);
      throw new Error('Refused.');
    });
  handle(bridgeChannels.ticketsFor, async (paths) => (arePaths(paths) ? ticketsFor(paths) : []));
  handle(bridgeChannels.choose, async (what) =>
    dialogKinds.includes(what as DialogKind) ? choose(what as DialogKind) : [],
  );
  handle(bridgeChannels.reveal, async (jobId) => {
    if (Number.isSafeInteger(jobId)) await reveal(jobId as number);
  });
}

/** A frame at the top whose address is the page's own, compared part by part. */
export function isOurPage(frame: WebFrameMain | null): frame is WebFrameMain {
  if (frame === null || frame.parent !== null || !URL.canParse(frame.url)) return false;
  const [found, ours] = [new URL(frame.url), new URL(pageUrl)];
  return found.protocol === ours.protocol && found.host === ours.host && found.pathname === ours.pathname;
}

function arePaths(given: unknown): given is readonly string[] {
  return Array.isArray(given) && given.length <= mostPaths && given.every((path) => typeof path === 'string');
}
