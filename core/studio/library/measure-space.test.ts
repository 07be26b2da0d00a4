import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../../files/temporary-folder-stand-in.ts';
import { libraryFolder } from '../../services/library-folder.ts';
import { measureSpace } from './measure-space.ts';

test('space: what is in the trash is told apart from what is not', async () => {
  const library = libraryFolder(temporaryFolder());
  const [kept, discarded] = ['kept', 'discarded'].map((name) => join(library.runs, name));
  for (const folder of [kept!, discarded!]) mkdirSync(folder, { recursive: true });
  writeFileSync(join(kept!, 'one'), Buffer.alloc(10));
  writeFileSync(join(discarded!, 'one'), Buffer.alloc(32));
  const none = await measureSpace(library, { runs: [], translators: [] });
  expect(none).toContainEqual({ label: 'Runs and checkpoints', bytes: 42 });
  const used = await measureSpace(library, { runs: [discarded!], translators: [] });
  expect(used).toContainEqual({ label: 'Runs and checkpoints', bytes: 10 });
  expect(used).toContainEqual({ label: 'Discarded trainings in the trash', bytes: 32 });
});
