import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/message-port';
import { portMessage, type DesktopBridge } from '../../core/contract/desktop-bridge.ts';
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
    ticketsFor: (transfer) => bridge.ticketsFor([...transfer.files]),
    choose: (what) => bridge.choose(what),
    async reveal(jobId) {
      await bridge.reveal(jobId);
      return true;
    },
    ...heard,
  };
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
