import { expect, test } from 'vitest';
import { complaintsAboutInstall, withMarks } from './install-scripts.ts';

const scripted = { hasInstallScript: true };

test('install scripts: a package with a script nobody decided on is named', () => {
  const lock = { packages: { '': {}, 'node_modules/a/node_modules/@b/c': scripted } };
  expect(complaintsAboutInstall({ allowScripts: {} }, lock)).toEqual([expect.stringMatching(/^@b\/c has/)]);
});

test('install scripts: a script that npm 10 would run against the decision is named', () => {
  const lock = { packages: { 'node_modules/a': scripted } };
  expect(complaintsAboutInstall({ allowScripts: { a: false } }, lock)).toEqual([
    expect.stringMatching(/^npm 10 would run the install script of a:/),
  ]);
});

test('install scripts: a binding that npm 10 would compile against the decision is named', () => {
  const lock = { packages: { 'node_modules/a': {} } };
  expect(complaintsAboutInstall({ allowScripts: { a: false } }, lock)).toHaveLength(1);
});

test('install scripts: the marks answer the complaints', () => {
  const manifest = { allowScripts: { a: false, b: true } };
  const lock = withMarks(manifest, { packages: { 'node_modules/a': scripted, 'node_modules/b': scripted } });
  expect([lock.packages['node_modules/b'], complaintsAboutInstall(manifest, lock)]).toEqual([scripted, []]);
});
