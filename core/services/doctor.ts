import { existsSync } from 'node:fs';
import { readFile, statfs } from 'node:fs/promises';
import { availableParallelism, cpus, freemem, totalmem } from 'node:os';
import { dirname } from 'node:path';
import { openCatalog } from '../catalog/open-catalog.ts';
import { CoreError } from '../contract/core-error.ts';
import { testEngine } from '../work/engine-self-test.ts';
import type { DoctorFinding, Work } from './core.ts';
import type { LibraryFolder } from './library-folder.ts';

const gigabyte = 1e9;
const lowMemoryBytes = 2 * gigabyte;
const lowDiskBytes = 2 * gigabyte;

/** What this machine and library offer, most basic first; the engine is tried out last. */
export async function examine(library: LibraryFolder, { signal }: Work): Promise<readonly DoctorFinding[]> {
  const findings = [node(), await processor(), memory(), await disk(library), await libraryState(library)];
  signal.throwIfAborted();
  return [...findings, ...(await engine())];
}

function node(): DoctorFinding {
  const { node: version, napi } = process.versions;
  return {
    subject: 'Node',
    status: 'ok',
    text: `${version}, Node-API ${napi}, ${process.platform} ${process.arch}`,
  };
}

async function processor(): Promise<DoctorFinding> {
  const features = await vectorFeatures();
  const known = features.length === 0 ? '' : `, ${features.join(' ')}`;
  return {
    subject: 'processor',
    status: 'ok',
    text: `${cpus()[0]?.model.trim() ?? 'unknown'}, ${availableParallelism()} threads${known}`,
  };
}

/** The vector units that matter to the engine; Linux tells them in a file, other systems not at all. */
async function vectorFeatures(): Promise<readonly string[]> {
  const text = await readFile('/proc/cpuinfo', 'utf8').catch(() => '');
  const flags = new Set(/^flags\s*:\s*(.*)$/m.exec(text)?.[1]?.split(' '));
  return ['avx2', 'fma', 'avx512f', 'avx512_vnni', 'amx_tile'].filter((name) => flags.has(name));
}

function memory(): DoctorFinding {
  const isLow = freemem() < lowMemoryBytes;
  const text = `${inGigabytes(freemem())} of ${inGigabytes(totalmem())} free`;
  return {
    subject: 'memory',
    status: isLow ? 'warning' : 'ok',
    text: isLow ? `${text}: train at 128 pixels or less` : text,
  };
}

async function disk({ root }: LibraryFolder): Promise<DoctorFinding> {
  const { bavail, bsize } = await statfs(nearestFolder(root));
  const isLow = bavail * bsize < lowDiskBytes;
  const text = `${inGigabytes(bavail * bsize)} free for ${root}`;
  return {
    subject: 'disk',
    status: isLow ? 'warning' : 'ok',
    text: isLow ? `${text}: a checkpoint of a large network needs about 0.5 GB` : text,
  };
}

async function libraryState({ root, catalog: path }: LibraryFolder): Promise<DoctorFinding> {
  if (!existsSync(path)) return { subject: 'library', status: 'ok', text: `none yet in ${root}` };
  try {
    const catalog = await openCatalog(path);
    const counts = `${catalog.runs.list().length} runs, ${catalog.translators.list().length} translators`;
    const state = catalog.readOnly ? 'can only be looked at' : 'sound';
    catalog.close();
    return {
      subject: 'library',
      status: catalog.readOnly ? 'warning' : 'ok',
      text: `${state}, ${counts}, in ${root}`,
    };
  } catch (error) {
    return problem('library', error);
  }
}

async function engine(): Promise<DoctorFinding[]> {
  try {
    const { engineFacts } = await import('../engine/engine-facts.ts');
    const { version, providers } = engineFacts();
    const facts = {
      subject: 'engine',
      status: 'ok',
      text: `onnxruntime ${version}: ${providers.join(', ')}`,
    } as const;
    return [facts, await selfTest()];
  } catch (error) {
    return [problem('engine', error)];
  }
}

async function selfTest(): Promise<DoctorFinding> {
  const { isRight, device, difference, preparedMs, ranMs } = await testEngine();
  const times = `prepared in ${Math.round(preparedMs)} ms, ran in ${Math.round(ranMs)} ms`;
  return {
    subject: 'self-test',
    status: isRight ? 'ok' : 'problem',
    text: isRight
      ? `a tiny training step on ${device}: right, ${times}`
      : `losses are off by ${difference.toExponential(1)} of their size`,
  };
}

function problem(subject: string, error: unknown): DoctorFinding {
  if (!(error instanceof Error)) throw error;
  const code = error instanceof CoreError ? `${error.code} ` : '';
  return { subject, status: 'problem', text: `${code}${error.message}` };
}

function nearestFolder(path: string): string {
  return existsSync(path) ? path : nearestFolder(dirname(path));
}

function inGigabytes(bytes: number): string {
  return `${(bytes / gigabyte).toFixed(1)} GB`;
}
