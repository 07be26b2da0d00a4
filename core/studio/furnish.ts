import type { Catalog } from '../catalog/open-catalog.ts';
import { CoreError } from '../contract/core-error.ts';
import type { SpawnEngine } from '../jobs/engine-process.ts';
import type { Engines } from '../jobs/engines.ts';
import type { House } from './house.ts';
import type { Shared } from './open-library.ts';

// Being built: replaced by core/jobs/create-engines.ts, the queue and the actions as they land.
const missing = (what: string) => () => {
  throw new CoreError('unexpected-error', `${what} is not built yet.`);
};

export function startEngines(_spawn: SpawnEngine): Engines {
  return { run: missing('The engine'), processIds: () => [], close: async () => undefined };
}

export function furnish(_catalog: Catalog, _shared: Shared): Pick<House, 'queue' | 'actions'> {
  const later = new Proxy({}, { get: (_target, name) => missing(String(name)) });
  return {
    queue: Object.assign(Object.create(later) as House['queue'], {
      register: () => undefined,
      open: () => [],
      close: async () => undefined,
    }),
    actions: Object.assign(Object.create(later) as House['actions'], { register: () => undefined }),
  };
}
