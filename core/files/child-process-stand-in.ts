import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';

const asModule = ['--input-type=module', '--eval'];
const core = fileURLToPath(new URL('..', import.meta.url));

/** Runs a module text in a process of its own, in core/ as its current folder, and returns what it printed. */
export function runApart(code: string, ...parameters: readonly string[]): string {
  const { stdout, stderr, status } = spawnSync(process.execPath, [...asModule, code, ...parameters], options);
  if (status !== 0) throw new Error(stderr);
  return stdout.trim();
}

/** Starts a module text and waits until it prints its first line; it ends with the test at the latest. */
export async function startApart(code: string, ...parameters: readonly string[]): Promise<ChildProcess> {
  const child = spawn(process.execPath, [...asModule, code, ...parameters], {
    cwd: core,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  await new Promise<void>((resolve, reject) => {
    child.stdout?.once('data', () => resolve());
    child.once('exit', (status) =>
      reject(new Error(`the process ended with ${status} before it printed a line`)),
    );
  });
  return child;
}

/** Ends a process as a crash would, and waits until it is gone. */
export async function killAtOnce(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGKILL');
  await gone;
}

/**
 * Runs a module text with a small disk mounted over `folder` (in a mount namespace of its own), `folder` being its first
 * parameter. Undefined where such a disk cannot be mounted.
 */
export function runOnSmallDisk(folder: string, sizeBytes: number, code: string): string | undefined {
  if (process.platform !== 'linux') return undefined;
  const namespace = process.getuid?.() === 0 ? '-m' : '-Urm';
  const mount = `mount -t tmpfs -o size=${sizeBytes} none "$1" || exit 99; exec "$2" --input-type=module --eval "$3" "$1"`;
  const parameters = ['sh', '-c', mount, 'sh', folder, process.execPath, code];
  const { stdout, stderr, status, error } = spawnSync('unshare', [namespace, ...parameters], options);
  if (error !== undefined || status === 99 || stderr.startsWith('unshare:')) return undefined;
  if (status !== 0) throw new Error(stderr);
  return stdout.trim();
}

const options = { cwd: core, encoding: 'utf8' } as const;
