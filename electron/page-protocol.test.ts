import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { listPageFiles } from '../core/files/page-files.ts';
import { answerPageRequest, pageUrl, safeModeUrl } from './page-protocol.ts';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'diptych-page-'));
  mkdirSync(join(root, 'page/assets'), { recursive: true });
  writeFileSync(join(root, 'secret.html'), 'secret');
  writeFileSync(join(root, 'page/index.html'), '<title>Diptych</title>');
  writeFileSync(join(root, 'page/assets/page.js'), 'export {};');
  writeFileSync(join(root, 'page/notes.sqlite'), 'not a part of a page');
});
afterEach(() => rmSync(root, { recursive: true }));

const answer = (url: string) =>
  answerPageRequest(url, {
    files: listPageFiles(join(root, 'page')),
    safeModePage: '<h1>Safe</h1>',
    picture: async (address) =>
      address === 'thumb/1'
        ? {
            path: join(root, 'secret.html'),
            contentType: 'image/webp',
            isImmutable: true,
            downloadName: 'é.webp',
          }
        : undefined,
  });

test.each([
  'diptych://app/../secret.html',
  'diptych://app/%2e%2e/secret.html',
  'diptych://app/assets/..%5c..%5csecret.html',
  'diptych://app/index.html%00.png',
  'diptych://app/missing.html',
  'diptych://app/notes.sqlite',
  'diptych://elsewhere/index.html',
  'file:///etc/hostname',
  'not a url',
])('page protocol: S-13 %s is answered with 404', async (url) => {
  expect((await answer(url)).status).toBe(404);
});

test('page protocol: a picture is what the core names, and can run nothing', async () => {
  const { status, headers } = await answer('diptych://app/p/thumb/1');
  expect([status, headers.get('content-type'), headers.get('content-disposition')]).toEqual([
    200,
    'image/webp',
    "attachment; filename*=UTF-8''%C3%A9.webp",
  ]);
  expect(headers.get('content-security-policy')).toBe("default-src 'none'; sandbox");
});

test.each(['diptych://app/p/thumb/2', 'diptych://app/p/', 'diptych://app/p/../thumb/1'])(
  'page protocol: S-13 the picture %s is not there',
  async (url) => {
    expect((await answer(url)).status).toBe(404);
  },
);

test('page protocol: S-79 the safe-mode page comes without any file', async () => {
  expect(await (await answer(safeModeUrl)).text()).toBe('<h1>Safe</h1>');
});

test('page protocol: S-13 a listed file is answered with its content type', async () => {
  const response = await answer('diptych://app/assets/page.js');
  expect([response.status, response.headers.get('content-type'), await response.text()]).toEqual([
    200,
    'text/javascript; charset=utf-8',
    'export {};',
  ]);
});

test('page protocol: S-08 every answer carries the policy, which allows nothing inline', async () => {
  const policies = await Promise.all(
    [pageUrl, 'diptych://app/missing'].map(async (url) =>
      (await answer(url)).headers.get('content-security-policy'),
    ),
  );
  for (const policy of policies) expect(policy).toMatch(/^default-src 'none'; (?!.*unsafe-)/);
});
