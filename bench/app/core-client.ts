import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/websocket';
import type { ContractRouterClient } from '@orpc/contract';
import type { Contract } from '../../core/contract/contract.ts';
import type { Ticketed } from '../../core/contract/procedure.ts';

/** What the page can ask of the core, asked without a page. */
export interface CoreConnection {
  readonly client: ContractRouterClient<Contract>;
  /** Hands a file over as a browser does. */
  upload(name: string, bytes: Uint8Array): Promise<readonly Ticketed[]>;
  /** Waits for the end of a job. Throws when it failed. */
  finished(jobId: number): Promise<void>;
  /** The bytes of a picture below the picture root. */
  picture(address: string): Promise<ArrayBuffer>;
  close(): void;
}

export async function connectToCore(address: string): Promise<CoreConnection> {
  const { origin, hash } = new URL(address);
  const token = hash.replace('#token=', '');
  const headers = { authorization: `Bearer ${token}` };
  const socket = new WebSocket(`${origin.replace('http', 'ws')}/rpc`, ['diptych', token]);
  const client: ContractRouterClient<Contract> = createORPCClient(new RPCLink({ websocket: socket }));
  const ask = async (path: string, init: RequestInit = {}): Promise<Response> => {
    const response = await fetch(`${origin}${path}`, { ...init, headers });
    if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
    return response;
  };
  const { pictureRoot } = (await (await ask('/session')).json()) as { readonly pictureRoot: string };
  return {
    client,
    async upload(name, bytes) {
      const { batch } = (await (await ask('/uploads', { method: 'POST' })).json()) as { batch: string };
      const path = `/uploads/${batch}?path=${encodeURIComponent(name)}`;
      await ask(path, { method: 'PUT', body: Buffer.from(bytes) });
      return (await (await ask(`/uploads/${batch}/close?files=1`, { method: 'POST' })).json()) as Ticketed[];
    },
    async finished(jobId) {
      for await (const job of await client.jobs.watch()) {
        const { state, failure } = job.id === jobId ? job : await client.jobs.get({ jobId });
        if (state === 'finished') return;
        if (state === 'failed') throw new Error(failure?.message ?? `Job ${jobId} failed.`);
      }
    },
    picture: async (below) => (await ask(`${pictureRoot}${below}`)).arrayBuffer(),
    close: () => socket.close(),
  };
}
