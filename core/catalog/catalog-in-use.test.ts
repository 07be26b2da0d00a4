import { chmodSync, existsSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, test } from 'vitest';
import { killAtOnce, runApart, runOnSmallDisk, startApart } from '../files/child-process-stand-in.ts';
import { temporaryFolder } from '../files/temporary-folder-stand-in.ts';
import { filledCatalog, newPath, openForTest, photoOf, runOf } from './catalog-stand-in.ts';
import { openCatalog } from './open-catalog.ts';

describe('a catalog in use', () => {
  test('while another process writes for long, it is busy', async () => {
    const path = await filledCatalog();
    const catalog = await openForTest(path, { busyTimeoutMs: 50 });
    const other = new Database(path);
    other.exec('BEGIN IMMEDIATE');
    const add = () => catalog.photos.add(photoOf(5000));
    expect(add).toThrow(expect.objectContaining({ reason: 'catalog-busy' }) as Error);
    other.close();
    expect(add).not.toThrow();
  });

  test('while another process writes, it can be read', async () => {
    const path = await filledCatalog();
    const catalog = await openForTest(path, { busyTimeoutMs: 50 });
    const other = new Database(path);
    other.exec('BEGIN IMMEDIATE');
    expect(catalog.photos.list()).toHaveLength(1000);
    other.close();
  });

  test('several processes may make it at the same time', async () => {
    const path = newPath();
    const code = `import { openCatalog } from './catalog/open-catalog.ts';
      const catalog = await openCatalog(process.argv[1]);
      catalog.jobs.add({ kind: 'job', payload: null });
      catalog.close();
      console.log('done');
      setInterval(() => undefined, 1000);`;
    const children = await Promise.all([1, 2, 3].map(() => startApart(code, path)));
    await Promise.all(children.map(killAtOnce));
    expect((await openForTest(path)).jobs.list()).toHaveLength(3);
  });

  test('S-53: killed while writing, it opens by itself with all that was acknowledged', async () => {
    const path = newPath();
    const code = `import { openCatalog } from './catalog/open-catalog.ts';
      import { writeSync } from 'node:fs';
      const catalog = await openCatalog(process.argv[1]);
      for (let index = 1; ; index++) {
        const hash = index.toString(16).padStart(64, '0');
        catalog.photos.add({ path: '/photos/' + index, sha256: hash, sizeBytes: index });
        if (index === 60) writeSync(1, '60 are acknowledged');
      }`;
    await killAtOnce(await startApart(code, path));
    const catalog = await openForTest(path);
    expect(catalog.faults()).toEqual([]);
    const sizes = catalog.photos.list().map(({ sizeBytes }) => sizeBytes);
    expect(sizes.length).toBeGreaterThanOrEqual(60);
    expect(sizes).toEqual(sizes.map((_, index) => index + 1));
  });

  test('a transaction that fails leaves nothing', async () => {
    const catalog = await openForTest(newPath());
    const failing = () =>
      catalog.transaction(() => {
        catalog.runs.add(runOf('dusk'));
        throw new Error('enough');
      });
    expect(failing).toThrow('enough');
    expect(catalog.runs.list()).toEqual([]);
  });
});

describe('a full disk, S-59', () => {
  test('the catalog says so, keeps what was acknowledged and goes on when it may grow again', async () => {
    const path = newPath();
    const catalog = await openCatalog(path, { maximumPages: 80 });
    let acknowledged = 0;
    const fill = () => {
      for (;;) acknowledged = catalog.photos.add(photoOf(acknowledged + 1)).id;
    };
    const details = expect.objectContaining({
      neededBytes: 2 ** 20,
      freeBytes: expect.any(Number) as number,
    }) as object;
    expect(fill).toThrow(expect.objectContaining({ reason: 'disk-full', details }) as Error);
    expect(catalog.photos.list()).toHaveLength(acknowledged);
    catalog.close();
    const reopened = await openForTest(path);
    expect(reopened.photos.add(photoOf(acknowledged + 1)).id).toBeGreaterThan(acknowledged);
    expect(reopened.faults()).toEqual([]);
  });

  test('on a real disk too, and it goes on after space is freed', ({ skip }) => {
    const printed = runOnSmallDisk(
      temporaryFolder(),
      2 * 2 ** 20,
      `import { rmSync, writeFileSync } from 'node:fs';
      import { openCatalog } from './catalog/open-catalog.ts';
      const folder = process.argv[1];
      writeFileSync(folder + '/ballast', new Uint8Array(500000));
      const catalog = await openCatalog(folder + '/catalog.db');
      let acknowledged = 0;
      const add = () => {
        const index = acknowledged + 1;
        catalog.photos.add({ path: 'p'.repeat(500), sha256: index.toString(16).padStart(64, '0'), sizeBytes: index });
        acknowledged = index;
      };
      let reason;
      while (reason === undefined) try { add(); } catch (error) { reason = error.reason ?? String(error); }
      const kept = catalog.photos.list().length === acknowledged;
      rmSync(folder + '/ballast');
      add();
      console.log(JSON.stringify({ reason, kept, goesOn: catalog.photos.list().length === acknowledged, faults: catalog.faults() }));`,
    );
    if (printed === undefined) return skip('no small disk can be mounted here');
    expect(JSON.parse(printed)).toEqual({ reason: 'disk-full', kept: true, goesOn: true, faults: [] });
  });
});

describe('a library that may not be written to, S-60', () => {
  /** As a user who owns nothing here; the files' modes then count even where the tests run as root. */
  const asNobody = (code: string, path: string): unknown =>
    JSON.parse(
      runApart(
        `import { openCatalog } from './catalog/open-catalog.ts';
        if (process.getuid() === 0) process.setuid(65534);
        const path = process.argv[1];
        const report = (error) => ({ reason: error.reason });
        console.log(JSON.stringify(await (async () => { ${code} })().catch(report)));`,
        path,
      ),
    );

  function protect(path: string): void {
    chmodSync(dirname(dirname(path)), 0o755);
    for (const name of readdirSync(dirname(path))) chmodSync(join(dirname(path), name), 0o555);
    chmodSync(dirname(path), 0o555);
  }

  test('a new one cannot be made', () => {
    const path = join(temporaryFolder(), 'catalog.db');
    chmodSync(dirname(path), 0o555);
    expect(asNobody('return await openCatalog(path);', path)).toEqual({ reason: 'read-only-library' });
    expect(existsSync(path)).toBe(false);
  });

  test('it opens for looking, and writing says why not', async () => {
    const path = await filledCatalog();
    protect(path);
    const code = `const catalog = await openCatalog(path);
      const facts = { readOnly: catalog.readOnly, photos: catalog.photos.list().length, recovery: catalog.recover() };
      try { catalog.jobs.add({ kind: 'job', payload: null }); } catch (error) { return { ...facts, ...report(error) }; }`;
    const recovery = { runs: [], jobs: [] };
    const expected = { readOnly: true, photos: 1000, recovery, reason: 'read-only-library' };
    expect(asNobody(code, path)).toEqual(expected);
  });

  test('with an old schema it cannot be upgraded, and says so', async () => {
    const path = await filledCatalog();
    protect(path);
    const code = `const { migrations } = await import('./catalog/migrations.ts');
      await openCatalog(path, { migrations: [...migrations, { name: 'next', sql: '' }] });`;
    expect(asNobody(code, path)).toEqual({ reason: 'read-only-library' });
  });
});
