import type { Catalog } from '../catalog/open-catalog.ts';
import { CoreError } from '../contract/core-error.ts';
import { createActions } from './actions/create-actions.ts';
import type { House } from './house.ts';
import type { Shared } from './open-library.ts';

// Being built: the queue is put in as it lands.
const missing = (what: string) => () => {
  throw new CoreError('unexpected-error', `${what} is not built yet.`);
};

/** What comes and goes with the catalog. */
export function furnish(catalog: Catalog, { changes }: Shared): Pick<House, 'queue' | 'actions'> {
  const later = new Proxy({}, { get: (_target, name) => missing(String(name)) });
  return {
    queue: Object.assign(Object.create(later) as House['queue'], {
      register: () => undefined,
      open: () => [],
      close: async () => undefined,
    }),
    actions: createActions(catalog, changes),
  };
}
