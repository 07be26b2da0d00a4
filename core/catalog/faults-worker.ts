import { parentPort, workerData } from 'node:worker_threads';
import { connect } from './connection.ts';
import { integrityFaults } from './integrity.ts';

/** A thread that looks through a whole catalog, which may take long, and tells what is wrong with it. */
const connection = connect(workerData as string, { readOnly: true });
try {
  parentPort?.postMessage(integrityFaults(connection));
} finally {
  connection.close();
}
