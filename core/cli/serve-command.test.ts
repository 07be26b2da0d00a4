import { chmodSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../files/temporary-folder-stand-in.ts';
import { runHere, spawnDiptych, type Spawned } from './command-line-stand-in.ts';

interface Served {
  readonly address: string;
  readonly processId: number;
  readonly spawned: Spawned;
}

/** Starts `diptych serve` and waits for its address. */
async function serve(library: string, ...options: readonly string[]): Promise<Served> {
  const page = temporaryFolder();
  writeFileSync(join(page, 'index.html'), '<title>Diptych</title>');
  const spawned = spawnDiptych('serve', '--library', library, '--page', page, ...options);
  const found: { line?: { readonly address: string; readonly processId: number } } = {};
  await spawned.until((event) => {
    const line = event as unknown as Required<typeof found>['line'] & { readonly type: string };
    if (line.type === 'result') found.line = line;
    return found.line !== undefined;
  });
  return { ...found.line!, spawned };
}

/** Processes of this system whose parent is `processId`; Linux tells them in files. */
function childrenOf(processId: number): readonly number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((name) => parentOf(name) === processId)
    .map(Number);
}

function parentOf(processId: string): number | undefined {
  try {
    const status = readFileSync(`/proc/${processId}/status`, 'utf8');
    return Number(/^PPid:\s*(\d+)$/m.exec(status)?.[1]);
  } catch {
    return undefined; // it has ended meanwhile
  }
}

function isAlive(processId: number): boolean {
  try {
    process.kill(processId, 0);
    return true;
  } catch {
    return false;
  }
}

test.each([
  ['no consent', ['--host', '0.0.0.0'], 'a-long-enough-password'],
  ['no password', ['--host', '0.0.0.0', '--i-understand'], ''],
  ['a short password', ['--host', '192.168.1.5', '--i-understand'], 'short'],
  ['a password with spaces', ['--host', '::', '--i-understand'], 'a password with spaces'],
])('serve: S-75 listening beyond this machine with %s is refused', async (_what, options, password) => {
  const before = process.env['DIPTYCH_PASSWORD'];
  process.env['DIPTYCH_PASSWORD'] = password;
  const { exitCode, err } = await runHere('serve', '--library', temporaryFolder(), ...options);
  if (before === undefined) delete process.env['DIPTYCH_PASSWORD'];
  else process.env['DIPTYCH_PASSWORD'] = before;
  expect([exitCode, err]).toEqual([2, expect.stringContaining('D-USE-001')]);
});

test('serve: S-78 Ctrl+C ends the server, its engines and its lock', async () => {
  const library = join(temporaryFolder(), 'library');
  const { processId, address, spawned } = await serve(library);
  const children = process.platform === 'linux' ? childrenOf(processId) : [];
  spawned.kill('SIGINT');
  const { exitCode } = await spawned.ended;
  await expect(fetch(address)).rejects.toThrow();
  expect([exitCode, children.filter(isAlive)]).toEqual([0, []]);
  const again = await serve(library);
  again.spawned.kill('SIGTERM');
  expect((await again.spawned.ended).exitCode).toBe(0);
});

test('serve: S-73 a second server on the same library is refused; commands beside it work', async () => {
  const library = join(temporaryFolder(), 'library');
  const { processId, spawned } = await serve(library);
  const second = await runHere('serve', '--library', library);
  expect([second.exitCode, second.err]).toEqual([1, expect.stringContaining(`process ${processId}`)]);
  expect((await runHere('runs', '--library', library)).exitCode).toBe(0);
  spawned.kill('SIGINT');
  await spawned.ended;
});

test('serve: S-78 a server that is killed leaves no engine behind, and the library opens again', async () => {
  const library = join(temporaryFolder(), 'library');
  const { processId, spawned } = await serve(library);
  const children = process.platform === 'linux' ? childrenOf(processId) : [];
  spawned.kill('SIGKILL');
  await spawned.ended;
  await expect.poll(() => children.filter(isAlive), { timeout: 5000 }).toEqual([]);
  const again = await serve(library);
  again.spawned.kill('SIGINT');
  expect((await again.spawned.ended).exitCode).toBe(0);
});

test('serve: S-80 two servers that were killed before a page was there make the third ask, and it serves a page', async () => {
  const library = join(temporaryFolder(), 'library');
  for (let i = 0; i < 2; i++) {
    const { spawned } = await serve(library);
    spawned.kill('SIGKILL');
    await spawned.ended;
  }
  const { address, spawned } = await serve(library);
  const { origin } = new URL(address);
  expect((await fetch(origin)).status).toBe(200);
  const marks = readdirSync(join(library, 'logs')).map(
    (name) => / \* ([a-z-]+)\n$/.exec(readFileSync(join(library, 'logs', name), 'utf8'))?.[1],
  );
  expect(marks).toEqual(['open', 'open', 'safe-mode-offered']);
  spawned.kill('SIGINT');
  expect((await spawned.ended).exitCode).toBe(0);
});

test.runIf(process.platform === 'linux')(
  'serve: S-74 --open puts a link that works once on the command line of the browser, never the token',
  async () => {
    const folder = temporaryFolder();
    const opened = join(folder, 'opened');
    const opener = join(folder, 'xdg-open');
    writeFileSync(opener, `#!/bin/sh\necho "$@" > "${opened}.new" && mv "${opened}.new" "${opened}"\n`);
    chmodSync(opener, 0o755);
    const before = process.env['PATH'];
    process.env['PATH'] = `${folder}:${before}`;
    const { address, spawned } = await serve(join(folder, 'library'), '--open');
    process.env['PATH'] = before;
    await expect.poll(() => existsSync(opened)).toBe(true);
    const link = readFileSync(opened, 'utf8').trim();
    const [, token] = address.split('#token=');
    expect([link.includes(token!), link.includes('token')]).toEqual([false, false]);
    const first = await fetch(link, { redirect: 'manual' });
    expect([first.status, first.headers.get('location')]).toEqual([303, `/#token=${token}`]);
    expect((await fetch(link, { redirect: 'manual' })).status).toBe(404);
    spawned.kill('SIGINT');
    await spawned.ended;
  },
);
