import { once } from 'node:events';
import { networkInterfaces } from 'node:os';
import { connect as connectTo } from 'node:net';
import { expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { isLoopback } from './serve.ts';
import { startServer } from './serving-stand-in.ts';

test.each(['/session', '/uploads', '/uploads/abc/close'])(
  'serve: S-74 %s without the token is refused with 403',
  async (path) => {
    const { ask } = await startServer();
    const wrong = { authorization: `Bearer ${'x'.repeat(43)}` };
    expect([(await ask(path)).status, (await ask(path, { headers: wrong })).status]).toEqual([403, 403]);
  },
);

test.each(['/', '/index.html', '/session', '/p/key/thumb/1'])(
  'serve: S-74 a name that was made to resolve here gets 403 at %s (DNS rebinding)',
  async (path) => {
    const { askWithToken, port } = await startServer();
    for (const host of [
      'evil.example',
      `evil.example:${port}`,
      `127.0.0.1.evil.example:${port}`,
      '127.0.0.1',
    ])
      expect((await askWithToken(path, { headers: { host } })).status).toBe(403);
  },
);

test.each(['https://evil.example', 'null', 'http://127.0.0.1:1', 'http://localhost'])(
  'serve: S-74 a page of %s gets 403 and is never told that it may read anything',
  async (origin) => {
    const { askWithToken } = await startServer();
    const { status, headers } = await askWithToken('/session', { headers: { origin } });
    expect([status, Object.keys(headers).filter((name) => name.startsWith('access-control'))]).toEqual([
      403,
      [],
    ]);
  },
);

test('serve: S-74 the socket is refused without token, with a wrong one, and to a foreign page', async () => {
  const { connect, token, port } = await startServer();
  const refused = await Promise.all([
    connect(['diptych']),
    connect(['diptych', 'x'.repeat(43)]),
    connect([token, 'diptych']),
    connect(['diptych', token], { origin: 'https://evil.example' }),
    connect(['diptych', token], { host: `evil.example:${port}` }),
  ]);
  expect(refused).toEqual([403, 403, 403, 403, 403]);
});

test('serve: S-74 the socket opens with the token and does not echo it', async () => {
  const { connect, token, port } = await startServer();
  const socket = await connect(['diptych', token], { origin: `http://127.0.0.1:${port}` });
  expect(socket instanceof WebSocket && socket.protocol).toBe('diptych');
});

test('serve: S-74 the token has 256 bits and stands in the fragment of the address', async () => {
  const { address, token } = await startServer();
  expect([new URL(address).hash, new URL(address).search, token.length]).toEqual([`#token=${token}`, '', 43]);
});

test('serve: S-74 other addresses of this machine do not answer', async () => {
  const { port } = await startServer();
  const others = Object.values(networkInterfaces())
    .flatMap((addresses) => addresses ?? [])
    .filter(({ internal, family }) => !internal && family === 'IPv4');
  for (const { address } of others) {
    const socket = connectTo(port, address);
    const [error] = (await once(socket, 'error')) as [NodeJS.ErrnoException];
    expect(error.code).toBe('ECONNREFUSED');
  }
});

test('serve: S-16 a message over 1 MiB closes the socket, and the server goes on', async () => {
  const { connect, askWithToken, token } = await startServer();
  const socket = (await connect(['diptych', token])) as WebSocket;
  socket.send('x'.repeat(2 ** 20 + 1));
  const [code] = (await once(socket, 'close')) as [number];
  expect([code, (await askWithToken('/session')).status]).toEqual([1009, 200]);
});

test.each(['not json', '{"i":1}', '{"i":"1","p":{"u":5}}', '[]', '\u0000'])(
  'serve: S-05 the message %j does not end the server',
  async (message) => {
    const { connect, askWithToken, token, faults } = await startServer();
    ((await connect(['diptych', token])) as WebSocket).send(message);
    expect([(await askWithToken('/session')).status, faults]).toEqual([200, []]);
  },
);

test.each([
  '/../secret.html',
  '/%2e%2e/secret.html',
  '/assets/..%5c..%5csecret.html',
  '/index.html%00.png',
  '/missing.html',
  '//evil.example/index.html',
  'http://evil.example/index.html',
])('serve: S-13 %s is not there', async (path) => {
  const { ask } = await startServer();
  const { status, text } = await ask(path);
  expect([status === 404 || text === '<title>Diptych</title>', text.includes('secret')]).toEqual([
    true,
    false,
  ]);
});

test('serve: S-08 the page comes with the policy, which lets it speak to its own socket only', async () => {
  const { ask, port } = await startServer();
  const { status, headers } = await ask('/');
  const policy = String(headers['content-security-policy']);
  expect([status, headers['x-content-type-options'], policy.includes('unsafe')]).toEqual([
    200,
    'nosniff',
    false,
  ]);
  expect(policy).toContain(`connect-src 'self' ws://127.0.0.1:${port};`);
  expect(policy).toMatch(/^default-src 'none';/);
});

test('serve: what the browser has already is not sent again', async () => {
  const { ask } = await startServer();
  const { headers } = await ask('/assets/page.js');
  const again = await ask('/assets/page.js', { headers: { 'if-none-match': headers.etag! } });
  expect([again.status, again.text, headers['cache-control']]).toEqual([
    304,
    '',
    'private, max-age=31536000, immutable',
  ]);
});

test('serve: pictures need the key that the session tells', async () => {
  const { ask, askWithToken } = await startServer();
  const { pictureRoot } = JSON.parse((await askWithToken('/session')).text) as { pictureRoot: string };
  expect([(await ask('/p/guess/thumb/1')).status, (await ask(`${pictureRoot}thumb/1`)).status]).toEqual([
    403, 404,
  ]);
});

test.each([
  ['127.0.0.1', true],
  ['127.1.2.3', true],
  ['::1', true],
  ['localhost', true],
  ['0.0.0.0', false],
  ['192.168.1.5', false],
  ['127.0.0.1.evil.example', false],
])('serve: S-75 %s is this machine alone: %s', (host, expected) => {
  expect(isLoopback(host)).toBe(expected);
});
