import { appendFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../files/temporary-folder-stand-in.ts';
import { addSpread, readSpreads } from './spread-log.ts';

test('spread log: a run without samples has none', async () => {
  expect(await readSpreads(temporaryFolder())).toEqual([]);
});

test('spread log: torn lines are left out, and a step that was trained again counts once', async () => {
  const folder = temporaryFolder();
  await addSpread(folder, { step: 50, aToB: 0.9, bToA: null });
  await appendFile(join(folder, 'spreads.jsonl'), '{"step":75,"aT\n');
  await addSpread(folder, { step: 25, aToB: 1, bToA: null });
  await addSpread(folder, { step: 50, aToB: 0.8, bToA: null });
  expect(await readSpreads(folder)).toEqual([
    { step: 25, aToB: 1, bToA: null },
    { step: 50, aToB: 0.8, bToA: null },
  ]);
});
