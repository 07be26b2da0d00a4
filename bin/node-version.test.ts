import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { complaintAboutNode } from './node-version.js';

const program = fileURLToPath(new URL('./diptych.js', import.meta.url));

/** A Node below 22 on this machine's path, if there is one. */
function findOldNode(): string | undefined {
  const name = process.platform === 'win32' ? 'node.exe' : 'node';
  const candidates = (process.env.PATH ?? '').split(delimiter).map((folder) => join(folder, name));
  return candidates.find((path) => existsSync(path) && majorOf(path) < 22);
}

function majorOf(node: string): number {
  const { stdout } = spawnSync(node, ['-p', 'process.versions.node'], { encoding: 'utf8' });
  return Number.parseInt(stdout, 10);
}

test('node version: S-22 a Node before 22 is named in one sentence', () => {
  const complaint = complaintAboutNode({ node: '20.20.2', napi: '9', runsTypeScript: false });
  expect(complaint).toMatch(/needs Node 22\.18 .*this is Node 20\.20\.2 .*npx diptych/);
});

test('node version: S-22 a Node-API before 10 is refused under any Node', () => {
  expect(complaintAboutNode({ node: '22.12.0', napi: '9', runsTypeScript: true })).toBeDefined();
});

test('node version: a Node that cannot run TypeScript by itself is refused', () => {
  expect(complaintAboutNode({ node: '22.14.0', napi: '10', runsTypeScript: false })).toBeDefined();
});

test('node version: Node 24 is accepted', () => {
  expect(complaintAboutNode({ node: '24.0.0', napi: '10', runsTypeScript: true })).toBeUndefined();
});

test('node version: S-22 an old Node prints one sentence and exits 1', (context) => {
  const oldNode = findOldNode();
  if (!oldNode) return context.skip('no Node before 22 on this machine');
  const { status, stdout, stderr } = spawnSync(oldNode, [program, '--version'], { encoding: 'utf8' });
  expect({ status, stdout, lines: stderr.trim().split('\n').length }).toEqual({
    status: 1,
    stdout: '',
    lines: 1,
  });
});
