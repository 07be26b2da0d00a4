import { parentPort, workerData } from 'node:worker_threads';
import { connect } from './connection.ts';
import { danglingRows } from './dangling.ts';
import type { CatalogFaults, FaultsOrder } from './find-faults-apart.ts';
import { integrityFaults } from './integrity.ts';

/** A thread that looks through a whole catalog, which may take long, and tells what is wrong with it. */
const { path, withDangling } = workerData as FaultsOrder;
const connection = connect(path, { readOnly: true });
try {
  const damage = integrityFaults(connection);
  const dangling = withDangling && damage.length === 0 ? danglingRows(connection) : []; // what is damaged is not to be relied on
  parentPort?.postMessage({ damage, dangling } satisfies CatalogFaults);
} finally {
  connection.close();
}
