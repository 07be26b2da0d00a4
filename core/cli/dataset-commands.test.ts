import { expect, test } from 'vitest';
import { temporaryFolder } from '../files/temporary-folder-stand-in.ts';
import { pictureFolders, runHere } from './command-line-stand-in.ts';

const imported = async (...options: readonly string[]) => {
  const { a, b } = await pictureFolders(temporaryFolder(), 6);
  const library = ['--library', temporaryFolder()];
  return runHere('dataset', 'import', 'set', '--a', a, '--b', b, ...options, ...library, '--json');
};

test('dataset import: a number of judge photos that is none is refused', async () => {
  expect(await imported('--judge', 'few')).toMatchObject({ exitCode: 2 });
});

test('dataset import: as many judge photos as asked are kept aside on each side', async () => {
  const { exitCode, out } = await imported('--judge', '2');
  expect(exitCode).toBe(0);
  const events = out
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);
  const found = events.find(({ type }) => type === 'dataset-imported');
  expect(found).toMatchObject({ judge: { a: 2, b: 2 }, used: { a: 4, b: 4 } });
});
