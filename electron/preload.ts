import { contextBridge, ipcRenderer, webUtils, type IpcRendererEvent } from 'electron';
import { portMessage, type DesktopBridge, type DialogKind } from '../core/contract/desktop-bridge.ts';
import type { Ticketed } from '../core/contract/procedure.ts';
import { bridgeChannels } from './bridge-channels.ts';

/** The page's own window, as far as it is needed here. */
const page = globalThis as unknown as {
  readonly location: { readonly origin: string };
  postMessage(data: unknown, origin: string, ports: IpcRendererEvent['ports']): void;
};

/** Everything that the page can ask of the desktop. No function takes a channel, and no path comes back. */
const bridge: DesktopBridge = {
  connect() {
    ipcRenderer.once(bridgeChannels.port, ({ ports }: IpcRendererEvent) =>
      page.postMessage(portMessage, page.location.origin, ports),
    );
    ipcRenderer.send(bridgeChannels.connect);
  },
  ticketsFor: (files) => {
    const paths = files.map((file) => webUtils.getPathForFile(file)).filter((path) => path !== '');
    return ipcRenderer.invoke(bridgeChannels.ticketsFor, paths) as Promise<readonly Ticketed[]>;
  },
  choose: (what: DialogKind) =>
    ipcRenderer.invoke(bridgeChannels.choose, what) as Promise<readonly Ticketed[]>,
  reveal: (jobId) => ipcRenderer.invoke(bridgeChannels.reveal, jobId) as Promise<void>,
  onCommand(listener) {
    const hear = (_event: IpcRendererEvent, command: string, files: readonly Ticketed[]) =>
      listener(command, files);
    ipcRenderer.on(bridgeChannels.command, hear);
    return () => void ipcRenderer.off(bridgeChannels.command, hear);
  },
};

contextBridge.exposeInMainWorld('diptych', bridge);
