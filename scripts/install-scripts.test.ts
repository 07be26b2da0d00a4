import { expect, test } from 'vitest';
import { complaintsAboutInstall, withoutCompiling } from './install-scripts.ts';

const sqlite = { 'node_modules/better-sqlite3': { gypfile: false } };

test('install scripts: a package with a script nobody decided on is named', () => {
  const lock = { packages: { ...sqlite, 'node_modules/a/node_modules/@b/c': { hasInstallScript: true } } };
  expect(complaintsAboutInstall({ allowScripts: {} }, lock)).toEqual([expect.stringMatching(/^@b\/c has/)]);
});

test('install scripts: a binding that npm 10 would compile is named', () => {
  const lock = { packages: { 'node_modules/better-sqlite3': {} } };
  expect(complaintsAboutInstall({}, lock)).toEqual([
    expect.stringMatching(/^better-sqlite3 would be compiled/),
  ]);
});

test('install scripts: the mark against compiling answers the complaint', () => {
  const lock = withoutCompiling({ packages: { 'node_modules/better-sqlite3': {} } });
  expect(complaintsAboutInstall({}, lock)).toEqual([]);
});

test('install scripts: a decided script is fine, allowed or not', () => {
  const lock = { packages: { ...sqlite, 'node_modules/node': { hasInstallScript: true } } };
  expect(complaintsAboutInstall({ allowScripts: { node: false } }, lock)).toEqual([]);
});
