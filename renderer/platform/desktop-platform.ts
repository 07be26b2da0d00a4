import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/message-port';
import { portMessage, type DesktopBridge } from '../../core/contract/desktop-bridge.ts';
import type { Ticketed } from '../../core/contract/procedure.ts';
import { listenToDesktop } from './desktop-commands.ts';
import type { CoreClient, Platform } from './platform.ts';

/** The app in its own window: the core answers through a message port that the preload script hands over once. */
export async function connectDesktop(bridge: DesktopBridge): Promise<Platform> {
  // Before the core is asked for: it sends what was opened from outside as soon as it is there.
  const heard = listenToDesktop(bridge);
  const port = await receivePort(bridge);
  const lost = new Promise<void>((resolve) => port.addEventListener('close', () => resolve()));
  port.start();
  const client: CoreClient = createORPCClient(new RPCLink({ port }));
  return {
    host: 'electron',
    client,
    pictureRoot: 'diptych://app/p/',
    lost,
    ticketsFor: (transfer) => ticketsOf([...transfer.files], bridge, client),
    choose: (what) => bridge.choose(what),
    async reveal(jobId) {
      await bridge.reveal(jobId);
      return true;
    },
    ...heard,
  };
}

/** Files have places; pixels of the clipboard have none and are handed over themselves. */
async function ticketsOf(
  files: readonly File[],
  bridge: Pick<DesktopBridge, 'ticketsFor'>,
  { app }: CoreClient,
): Promise<readonly Ticketed[]> {
  const placed = await bridge.ticketsFor(files);
  const pixels = placed.length === 0 ? files.filter(({ type }) => type.startsWith('image/')) : [];
  return [...placed, ...(await Promise.all(pixels.map((picture) => app.keepPasted({ picture }))))];
}

function receivePort(bridge: DesktopBridge): Promise<MessagePort> {
  return new Promise((resolve) => {
    const listen = ({ data, ports, source }: MessageEvent): void => {
      const port = ports[0];
      if (source !== window || data !== portMessage || port === undefined) return;
      removeEventListener('message', listen);
      resolve(port);
    };
    addEventListener('message', listen);
    bridge.connect();
  });
}
