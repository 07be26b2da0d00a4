import { availableParallelism, freemem, totalmem } from 'node:os';
import { statfs } from 'node:fs/promises';
import { keptTestKey, type KeptTest } from '../settings/self-test.ts';
import type { LibraryDoor } from '../library-door.ts';
import type { Shared } from '../open-library.ts';
import type { LoopMonitor } from './loop-monitor.ts';

interface Reported {
  readonly version: string;
  readonly host: string;
  readonly door: LibraryDoor;
  readonly shared: Shared;
  readonly loop: LoopMonitor;
}

/**
 * A text about this app and machine to send to others. It is made of counts, codes and versions alone: nothing that a
 * person has named, no path, host name or key can be in it.
 */
export async function diagnosticReport({ version, host, door, shared, loop }: Reported): Promise<string> {
  const { node, napi, electron = 'none' } = process.versions;
  const { bavail, bsize } = await statfs(shared.library.root);
  const problem = door.problem();
  const lines = [
    `Diptych ${version} (${host})`,
    `Node ${node}, Node-API ${napi}, Electron ${electron}`,
    `System ${process.platform} ${process.arch}, ${availableParallelism()} threads`,
    `Memory ${inGigabytes(freemem())} of ${inGigabytes(totalmem())} free`,
    `Disk of the library: ${inGigabytes(bavail * bsize)} free`,
    `Up for ${Math.round(process.uptime())} s, longest wait of the core ${Math.round(loop.longestMs())} ms`,
    `Engine processes: ${shared.engines.processIds().length}`,
    ...(problem === null ? libraryLines(door) : [`Library closed: ${problem.code} ${problem.reason}`]),
  ];
  return `${lines.join('\n')}\n`;
}

function libraryLines(door: LibraryDoor): readonly string[] {
  const { catalog, queue } = door.open().house;
  const count = (kind: 'photo' | 'result' | 'translator' | 'checkpoint') => catalog.namedFiles.count(kind);
  const failed = queue
    .list({ ended: 20 })
    .flatMap(({ kind, failure }) => (failure ? [`${kind} ${failure.code}`] : []));
  const test = catalog.measurements.get(keptTestKey) as KeptTest | undefined;
  return [
    `Library open${catalog.readOnly ? ' for looking only' : ''}: ${count('photo')} photos, ${count('result')} results, ` +
      `${count('translator')} translators, ${count('checkpoint')} checkpoints`,
    `Engine test: ${test === undefined ? 'never' : test.isRight ? 'right' : 'wrong'}`,
    `Latest failures: ${failed.length === 0 ? 'none' : failed.join(', ')}`,
  ];
}

function inGigabytes(bytes: number): string {
  return `${(bytes / 1e9).toFixed(1)} GB`;
}
