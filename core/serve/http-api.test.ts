import { expect, test } from 'vitest';
import { startServer } from './serving-stand-in.ts';

const json = { 'content-type': 'application/json' };
const everything = { source: { kind: 'all' }, search: '', sort: 'newest' };

test.each(['/api/openapi.json', '/api/app/facts', '/api/nothing'])(
  'http api: S-74 %s without the token is refused with 403',
  async (path) => {
    const { ask } = await startServer();
    expect((await ask(path, { method: 'POST' })).status).toBe(403);
  },
);

test('http api: S-74 a page of elsewhere is refused though it has the token', async () => {
  const { askWithToken } = await startServer();
  const asking = { method: 'POST', headers: { ...json, origin: 'https://evil.example' } };
  expect((await askWithToken('/api/app/facts', asking)).status).toBe(403);
});

test('http api: what the contract does not have is not there, and only POST does something', async () => {
  const { askWithToken } = await startServer();
  const unknown = await askWithToken('/api/photos/everything', { method: 'POST', headers: json });
  const got = await askWithToken('/api/photos/count');
  expect([unknown.status, got.status]).toEqual([404, 405]);
});

test('http api: an input that does not fit is told with its field and the stable code', async () => {
  const { askWithToken } = await startServer();
  const body = JSON.stringify({ ...everything, sort: 'by luck' });
  const { status, text } = await askWithToken('/api/photos/count', { method: 'POST', headers: json, body });
  const { data } = JSON.parse(text) as { data: { code: string; details: object } };
  expect([status, data.code, data.details]).toEqual([422, 'D-USE-001', { fields: ['sort'] }]);
});

test('http api: S-16 an input over 1 MiB is refused, and the server goes on', async () => {
  const { askWithToken } = await startServer();
  const body = JSON.stringify({ ...everything, search: 'x'.repeat(2 ** 20) });
  const large = await askWithToken('/api/photos/count', { method: 'POST', headers: json, body });
  const after = await askWithToken('/api/app/facts', { method: 'POST' });
  expect([large.status, after.status]).toEqual([413, 200]);
});

test('http api: a procedure answers with its output', async () => {
  const { askWithToken } = await startServer();
  const body = JSON.stringify(everything);
  const { status, text } = await askWithToken('/api/photos/count', { method: 'POST', headers: json, body });
  expect([status, JSON.parse(text)]).toEqual([200, { total: 0, marks: [] }]);
});

test('http api: the description names every procedure of the contract', async () => {
  const { askWithToken, studio } = await startServer();
  const { paths } = JSON.parse((await askWithToken('/api/openapi.json')).text) as { paths: object };
  const procedures = Object.entries(studio.router).flatMap(([area, some]) =>
    Object.keys(some).map((name) => `/${area}/${name}`),
  );
  expect(Object.keys(paths).sort()).toEqual(procedures.sort());
});
