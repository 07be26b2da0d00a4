import type { Catalog } from '../catalog/open-catalog.ts';
import { createJobQueue } from '../jobs/create-job-queue.ts';
import { createActions } from './actions/create-actions.ts';
import type { House } from './house.ts';
import type { Shared } from './open-library.ts';

/** What comes and goes with the catalog. */
export function furnish(catalog: Catalog, { changes }: Shared): Pick<House, 'queue' | 'actions'> {
  return { queue: createJobQueue(catalog), actions: createActions(catalog, changes) };
}
