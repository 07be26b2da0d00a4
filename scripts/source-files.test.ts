import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { listSourceFiles, namedFiles } from './source-files.ts';

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

test('source files: tests and foreign files are left out', () => {
  const root = mkdtempSync(join(tmpdir(), 'diptych-source-'));
  folders.push(root);
  mkdirSync(join(root, 'core/image'), { recursive: true });
  for (const name of ['b.ts', 'a.ts', 'a.test.ts', 'notes.txt'])
    writeFileSync(join(root, 'core/image', name), '');
  expect(listSourceFiles(root)).toEqual(['core/image/a.ts', 'core/image/b.ts']);
});

test('source files: a page names a file where a list item begins with its path', () => {
  const page = '- `core/a.ts`: reads.\n- plain `core/b.ts` mentioned\n- `core/c.ts`: writes.\n';
  expect(namedFiles(page)).toEqual(['core/a.ts', 'core/c.ts']);
});
