import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../files/temporary-folder-stand-in.ts';
import { runHere } from './command-line-stand-in.ts';

test('doctor: a damaged library is a problem with its code', async () => {
  const library = temporaryFolder();
  writeFileSync(join(library, 'catalog.db'), 'no database at all '.repeat(1000));
  const { exitCode, out } = await runHere('doctor', '--library', library);
  expect(exitCode).toBe(1);
  expect(out).toMatch(/problem +library +D-LIB-001 /);
});

test('doctor: the engine gives the losses of a step done operation by operation', async () => {
  const { exitCode, out } = await runHere('doctor', '--library', join(temporaryFolder(), 'none yet'));
  expect(exitCode).toBe(0);
  expect(out).toMatch(/ok +engine +onnxruntime \d+\.\d+\.\d+: cpu/);
  expect(out).toMatch(/ok +self-test +a tiny training step on onnxruntime cpu: right/);
});
