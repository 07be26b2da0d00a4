import { mkdirSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { killAtOnce, startApart } from '../files/child-process-stand-in.ts';
import { temporaryFolder } from '../files/temporary-folder-stand-in.ts';
import { openForTest, runOf } from './catalog-stand-in.ts';
import { lockRun } from './run-lock.ts';

const newPath = () => join(temporaryFolder(), 'catalog.db');

/** Trains the run `dusk` and works on a job, as far as the catalog can see, until it is killed. */
const workingProcess = `import { mkdirSync } from 'node:fs';
  import { dirname } from 'node:path';
  import { openCatalog } from './catalog/open-catalog.ts';
  import { lockRun } from './catalog/run-lock.ts';
  const catalog = await openCatalog(process.argv[1]);
  const folder = dirname(process.argv[1]) + '/runs/dusk';
  mkdirSync(folder, { recursive: true });
  const lock = lockRun(folder);
  catalog.runs.add({ name: 'dusk', method: 'cyclegan', options: {}, datasetVersionId: null, folder: 'runs/dusk', steps: 9 });
  catalog.jobs.start(catalog.jobs.add({ kind: 'train', payload: null }).id);
  console.log('working');
  setInterval(() => lock, 1000); // a lock that nothing holds is collected`;

describe('recovery at the start', () => {
  test('what a living process runs stays as it is', async () => {
    const path = newPath();
    const worker = await startApart(workingProcess, path);
    const catalog = await openForTest(path);
    expect(catalog.recover()).toEqual({ runs: [], jobs: [] });
    expect(catalog.runs.find('dusk')?.state).toBe('running');
    await killAtOnce(worker);
  });

  test('S-53: what a killed process ran is interrupted, and nothing is left of its lock', async () => {
    const path = newPath();
    await killAtOnce(await startApart(workingProcess, path));
    const catalog = await openForTest(path);
    const recovery = catalog.recover();
    expect(recovery.runs).toMatchObject([{ name: 'dusk', state: 'interrupted' }]);
    expect(recovery.jobs).toMatchObject([{ kind: 'train', state: 'interrupted', session: null }]);
    expect(readdirSync(join(dirname(path), 'sessions'))).toEqual([]);
    expect(catalog.runs.newestUnfinished()?.name).toBe('dusk');
  });

  test('what this process runs itself stays as it is', async () => {
    const path = newPath();
    const catalog = await openForTest(path);
    mkdirSync(join(dirname(path), 'runs', 'dusk'), { recursive: true });
    const lock = lockRun(join(dirname(path), 'runs', 'dusk'));
    catalog.runs.add(runOf('dusk'));
    catalog.jobs.start(catalog.jobs.add({ kind: 'train', payload: null }).id);
    expect(catalog.recover()).toEqual({ runs: [], jobs: [] });
    lock.release();
  });

  test('a run whose folder is gone is interrupted', async () => {
    const catalog = await openForTest(newPath());
    catalog.runs.add(runOf('dusk'));
    expect(catalog.recover().runs).toMatchObject([{ state: 'interrupted' }]);
  });

  test('paused, finished and queued stay as they are', async () => {
    const catalog = await openForTest(newPath());
    catalog.runs.update(catalog.runs.add(runOf('one')).id, { state: 'paused' });
    catalog.runs.update(catalog.runs.add(runOf('two')).id, { state: 'finished' });
    catalog.jobs.add({ kind: 'translate', payload: null });
    expect(catalog.recover()).toEqual({ runs: [], jobs: [] });
  });

  test('closing a catalog removes its session', async () => {
    const path = newPath();
    const catalog = await openForTest(path);
    catalog.jobs.start(catalog.jobs.add({ kind: 'translate', payload: null }).id);
    catalog.close();
    expect(readdirSync(join(dirname(path), 'sessions'))).toEqual([]);
  });
});
