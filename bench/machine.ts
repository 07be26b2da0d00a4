import { spawnSync } from 'node:child_process';
import { availableParallelism, cpus, release, totalmem, type } from 'node:os';
import { fileURLToPath } from 'node:url';

/** Where and of what a benchmark was made. */
export interface Provenance {
  readonly measuredAt: string;
  /** `unknown` outside of a repository. */
  readonly commit: string;
  /** Whether tracked files differed from the commit. */
  readonly isDirty: boolean;
  readonly processor: string;
  readonly cores: number;
  readonly memoryGib: number;
  readonly system: string;
  readonly node: string;
}

export function provenance(): Provenance {
  return {
    measuredAt: new Date().toISOString(),
    commit: git('rev-parse', 'HEAD') ?? 'unknown',
    isDirty: (git('status', '--porcelain', '--untracked-files=no') ?? '') !== '',
    processor: cpus()[0]?.model.trim() ?? 'unknown processor',
    cores: availableParallelism(),
    memoryGib: Math.round(totalmem() / 2 ** 30),
    system: `${type()} ${release()}`,
    node: process.versions.node,
  };
}

function git(...args: readonly string[]): string | undefined {
  const root = fileURLToPath(new URL('..', import.meta.url));
  const { status, stdout } = spawnSync('git', args, { cwd: root, encoding: 'utf8' });
  return status === 0 ? stdout.trim() : undefined;
}
