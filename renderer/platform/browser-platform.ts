import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/websocket';
import type { DialogKind } from '../../core/contract/desktop-bridge.ts';
import { filesOfInput, filesOfTransfer } from './picked-files.ts';
import type { CoreClient, Platform } from './platform.ts';
import { uploadFiles } from './upload.ts';

/** Offered first; a file is known by what it holds. */
const modelEndings = '.diptych,.onnx,.safetensors,.pth,.pt';
const tokenKey = 'diptych-token';

/** The app in a browser: the same core over loopback. Throws when the address carries no valid token. */
export async function connectBrowser(): Promise<Platform> {
  const token = takeToken();
  const headers = { authorization: `Bearer ${token}` };
  const response = await fetch('session', { headers });
  if (!response.ok) throw new Error(`This address is not valid (${response.status}).`);
  const { pictureRoot } = (await response.json()) as { readonly pictureRoot: string };
  const socket = new WebSocket(`${location.origin.replace(/^http/, 'ws')}/rpc`, ['diptych', token]);
  const lost = new Promise<void>((resolve) => socket.addEventListener('close', () => resolve()));
  const client: CoreClient = createORPCClient(new RPCLink({ websocket: socket }));
  return {
    host: 'browser',
    client,
    pictureRoot,
    lost,
    ticketsFor: async (transfer, upload) => uploadFiles(await filesOfTransfer(transfer), headers, upload),
    choose: async (what, upload) => uploadFiles(await filesOfInput(inputOf(what)), headers, upload),
    reveal: () => Promise.resolve(false),
    onCommand: () => undefined,
    onFiles: () => undefined,
  };
}

/** The token comes in the fragment, which never leaves the browser; it stays for reloads of this tab. */
function takeToken(): string {
  const given = /[#&]token=([\w-]+)/.exec(location.hash)?.[1];
  if (given !== undefined) {
    sessionStorage.setItem(tokenKey, given);
    history.replaceState(null, '', location.pathname);
  }
  const token = given ?? sessionStorage.getItem(tokenKey);
  if (token === null) throw new Error('The address has no token.');
  return token;
}

function inputOf(what: DialogKind): HTMLInputElement {
  const input = document.createElement('input');
  input.type = 'file';
  input.multiple = what !== 'model';
  input.accept = what === 'model' ? modelEndings : what === 'photos' ? 'image/*' : '';
  input.webkitdirectory = what === 'folder' || what === 'destination';
  return input;
}
