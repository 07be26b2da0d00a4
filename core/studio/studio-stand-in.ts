import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createRouterClient, type RouterClient } from '@orpc/server';
import type { ContractRouterClient } from '@orpc/contract';
import { onTestFinished } from 'vitest';
import type { Contract } from '../contract/contract.ts';
import { testTrash, type TestTrash } from '../files/system-trash-stand-in.ts';
import { temporaryFolder } from '../files/temporary-folder-stand-in.ts';
import { openStudio, type Studio } from './open-studio.ts';

export interface TestStudio {
  readonly studio: Studio;
  /** The contract as a page has it. */
  readonly client: ContractRouterClient<Contract>;
  readonly faults: readonly unknown[];
  /** What stands for the trash of the system. */
  readonly trash: TestTrash;
}

/** A real studio over a library in a temporary folder (or `root`), closed when the test is done. */
export async function openTestStudio(root: string = join(temporaryFolder(), 'library')): Promise<TestStudio> {
  const faults: unknown[] = [];
  const trash = testTrash();
  const studio = await openStudio({
    libraryFolder: root,
    resourcesFolder: fileURLToPath(new URL('../../resources', import.meta.url)),
    host: 'browser',
    systemTrash: trash.trash,
    onFault: (error) => void faults.push(error),
  });
  onTestFinished(() => studio.close());
  const client = createRouterClient(studio.router) as RouterClient<never> as unknown;
  return { studio, client: client as ContractRouterClient<Contract>, faults, trash };
}

/** Resolves when a job has ended, with the state it ended in. */
export async function jobEnd(client: TestStudio['client'], jobId: number): Promise<string> {
  const ended = ['finished', 'failed', 'cancelled'];
  const controller = new AbortController();
  const changes = await client.jobs.watch(undefined, { signal: controller.signal });
  try {
    const { state } = await client.jobs.get({ jobId });
    if (ended.includes(state)) return state;
    for await (const job of changes) if (job.id === jobId && ended.includes(job.state)) return job.state;
    throw new Error('The queue has closed.');
  } finally {
    controller.abort();
  }
}
