import { chmodSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { runApart, startApart } from '../files/child-process-stand-in.ts';
import { temporaryFolder } from '../files/temporary-folder-stand-in.ts';
import { openStudio } from './open-studio.ts';
import { openTestStudio } from './studio-stand-in.ts';

/** A library with one backup, whose catalog is then what `spoil` makes of it. */
async function spoiled(spoil: (catalog: string) => void): Promise<string> {
  const root = join(temporaryFolder(), 'library');
  const { studio, client } = await openTestStudio(root);
  await client.library.backUp();
  await studio.close();
  spoil(join(root, 'catalog.db'));
  return root;
}

const damages: readonly (readonly [string, string, (catalog: string) => void])[] = [
  ['garbage', 'damaged-catalog', (path) => writeFileSync(path, 'no database '.repeat(1000))],
  ['a length of zero', 'damaged-catalog', (path) => writeFileSync(path, '')],
  ['overwritten pages', 'damaged-catalog', overwritePages],
  ['a newer schema', 'newer-catalog', makeNewer],
];

function overwritePages(path: string): void {
  const bytes = readFileSync(path);
  bytes.fill(0xa5, 4096, bytes.length - 4096);
  writeFileSync(path, bytes);
}

function makeNewer(path: string): void {
  const database = new Database(path);
  database.pragma('user_version = 999');
  database.exec("INSERT INTO migrations (version, name, applied_ms) VALUES (999, 'future', 1)");
  database.close();
}

test.each(damages)(
  'studio: S-55 with %s as its catalog it starts, says so, and restores a backup under the running page',
  async (_name, reason, spoil) => {
    const { client } = await openTestStudio(await spoiled(spoil));
    expect((await client.library.state()).problem?.reason).toBe(reason);
    const [backup] = await client.library.backups();
    const { keptAside } = await client.library.restore({ name: backup!.name });
    expect([keptAside, (await client.library.state()).problem]).toEqual(['catalog.db.aside-1', null]);
    await expect(client.actions.list({ limit: 1 })).resolves.toEqual([]);
  },
);

test('studio: S-55 a damaged catalog is made anew from the files and kept aside', async () => {
  const root = await spoiled(damages[0]![2]);
  const { client } = await openTestStudio(root);
  expect(await client.library.rebuild()).toEqual({
    datasets: 0,
    runs: 0,
    styles: 0,
    keptAside: 'catalog.db.aside-1',
  });
  expect([(await client.library.state()).problem, readdirSync(root).includes('catalog.db.aside-1')]).toEqual([
    null,
    true,
  ]);
});

test('studio: S-55 while the library is closed everything but app, library and settings fails with the problem', async () => {
  const { client, faults } = await openTestStudio(await spoiled(damages[0]![2]));
  await expect(client.jobs.list({ ended: 1 })).rejects.toMatchObject({
    code: 'CORE_ERROR',
    data: { reason: 'library-closed', details: { problem: { reason: 'damaged-catalog' } } },
  });
  await expect(client.settings.set({ theme: 'dark' })).rejects.toMatchObject({
    data: { reason: 'library-closed' },
  });
  expect([(await client.settings.get()).theme, await client.app.notices(), faults]).toEqual([
    'system',
    [],
    [],
  ]);
});

test('studio: a page is told of every topic when a library opens again', async () => {
  const { client } = await openTestStudio(await spoiled(damages[0]![2]));
  const controller = new AbortController();
  const changes = await client.app.changes(undefined, { signal: controller.signal });
  const rebuilt = client.library.rebuild();
  const told = new Set<string>();
  const topics = 'library photos albums results styles datasets runs jobs actions'.split(' ');
  for await (const { topic } of changes) {
    told.add(topic);
    if (topics.every((one) => told.has(one))) break;
  }
  await rebuilt;
  expect([...told]).toEqual(expect.arrayContaining(topics));
  controller.abort();
});

test('studio: S-73 a second app on the same library is refused with the process that has it', async () => {
  const root = join(temporaryFolder(), 'library');
  mkdirSync(root);
  const code = `import { openStudio } from './studio/open-studio.ts';
    await openStudio({ libraryFolder: process.argv[1], resourcesFolder: '', host: 'browser', onFault: console.error });
    console.log('open'); setInterval(() => undefined, 1000);`;
  const other = await startApart(code, root);
  const here = openStudio({
    libraryFolder: root,
    resourcesFolder: '',
    host: 'browser',
    onFault: () => undefined,
  });
  await expect(here).rejects.toMatchObject({ reason: 'catalog-busy', details: { processId: other.pid } });
});

test('studio: S-73 two libraries may be open at once, and a closed one can be opened again', async () => {
  const root = join(temporaryFolder(), 'library');
  const first = await openTestStudio(root);
  await openTestStudio();
  await first.studio.close();
  await expect(openTestStudio(root)).resolves.toBeDefined();
});

test('studio: uploads that nobody took are gone at the next start', async () => {
  const root = join(temporaryFolder(), 'library');
  mkdirSync(join(root, 'uploads/old'), { recursive: true });
  await openTestStudio(root);
  expect(readdirSync(join(root, 'uploads'))).toEqual([]);
});

test.each([
  '',
  'thumb',
  'thumb/..',
  'thumb/1/../../x',
  '__proto__/1',
  'constructor',
  'thumb/%2e%2e',
  'thumb/1\0',
])('studio: S-13 the picture address %j leads nowhere', async (address) => {
  const { studio } = await openTestStudio();
  const { signal } = new AbortController();
  expect(await studio.servePicture(address, signal).catch(() => undefined)).toBeUndefined();
});

test('studio: S-07 a ticket names the real file; what is not there gets none', async () => {
  const { studio } = await openTestStudio();
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'a.jpg'), 'x');
  const minted = await studio.mint([join(folder, 'a.jpg'), join(folder, 'gone.jpg'), '/dev/null', folder]);
  expect(minted.map(({ kind }) => kind)).toEqual(['file', 'folder']);
});

test('studio: S-71 opening a library and reading it keeps nobody waiting over 50 ms', async () => {
  const { studio, client } = await openTestStudio();
  studio.loop.reset();
  await client.library.space();
  await client.app.diagnosticReport();
  await client.jobs.list({ ended: 100 });
  await client.library.findings();
  expect(studio.loop.longestMs()).toBeLessThan(50);
  rmSync(studio.library.cache, { recursive: true });
});

test('studio: S-60 a library that cannot be written to opens for looking, twice at a time, and changes say why not', async () => {
  const root = join(temporaryFolder(), 'library');
  const { studio } = await openTestStudio(root);
  await studio.close();
  chmodSync(dirname(root), 0o755);
  const below = readdirSync(root, { recursive: true, encoding: 'utf8' });
  for (const path of [root, ...below.map((name) => join(root, name))]) chmodSync(path, 0o555);
  const code = `import { openStudio } from './studio/open-studio.ts';
    import { createRouterClient } from '@orpc/server';
    if (process.getuid?.() === 0) process.setuid(65534);
    const options = { libraryFolder: process.argv[1], resourcesFolder: '../resources', host: 'browser', onFault: console.error };
    const [one, two] = [await openStudio(options), await openStudio(options)];
    const client = createRouterClient(one.router);
    const { isReadOnly, problem } = await client.library.state();
    const refused = await client.settings.set({ theme: 'dark' }).catch(({ data }) => data.reason);
    const jobs = await client.jobs.list({ ended: 1 });
    await one.close();
    await two.close();
    console.log(JSON.stringify({ isReadOnly, problem, refused, jobs }));`;
  const seen = JSON.parse(runApart(code, root)) as unknown;
  for (const path of [root, ...below.map((name) => join(root, name))]) chmodSync(path, 0o755);
  expect(seen).toEqual({ isReadOnly: true, problem: null, refused: 'write-failed', jobs: [] });
});

test('studio: S-80 after two failed starts nothing is opened until a person says how; the choice holds', async () => {
  const root = join(temporaryFolder(), 'library');
  const first = await openTestStudio(root);
  await first.client.settings.set({ theme: 'dark' });
  await first.studio.close();
  const failed = (number: number) =>
    writeFileSync(join(root, 'logs', `start-00000${number}.log`), 'now * opening\n');
  failed(2);
  failed(3);
  const { client } = await openTestStudio(root);
  expect((await client.app.facts()).library.problem?.reason).toBe('failed-starts');

  expect(await client.library.open({ isSafeMode: true })).toEqual({ problem: null });
  const safe = await client.app.facts();
  expect([safe.library.isSafeMode, await client.jobs.isHeld(), (await client.settings.get()).theme]).toEqual([
    true,
    { isHeld: true },
    'system',
  ]);
  expect((await client.settings.set({ theme: 'light' })).theme).toBe('light');

  await client.library.open({ isSafeMode: false });
  const usual = await client.app.facts();
  expect([usual.library.isSafeMode, await client.jobs.isHeld(), (await client.settings.get()).theme]).toEqual(
    [false, { isHeld: false }, 'dark'],
  );
  expect(readdirSync(join(root, 'logs'))).toHaveLength(4);
});
