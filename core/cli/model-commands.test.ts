import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../files/temporary-folder-stand-in.ts';
import { runHere } from './command-line-stand-in.ts';

test('models import: a file that is no model is refused with its code', async () => {
  const library = temporaryFolder();
  const file = join(library, 'x.diptych');
  writeFileSync(file, 'no package');
  const { exitCode, err } = await runHere('models', 'import', file, '--library', library);
  expect({ exitCode, err }).toEqual({ exitCode: 5, err: expect.stringMatching(/^D-MOD-001: /) as string });
  expect(await runHere('models', 'import', join(library, 'none'), '--library', library)).toMatchObject({
    exitCode: 2,
  });
});

test('models: a style goes out as one package and comes into another library whole (H9)', async () => {
  const [one, other] = [temporaryFolder(), temporaryFolder()];
  const file = join(one, 'dusk.diptych');
  const out = ['models', 'export', 'Day and dusk', '--format', 'diptych', '--out', file, '--library', one];
  expect(await runHere(...out)).toMatchObject({ exitCode: 0 });
  expect(existsSync(file)).toBe(true);
  expect(await runHere(...out)).toMatchObject({
    exitCode: 1,
    err: expect.stringMatching(/^D-RES-002/) as string,
  });
  const imported = await runHere('models', 'import', file, '--library', other);
  expect(imported).toMatchObject({
    exitCode: 0,
    out: expect.stringMatching(/in the library already/) as string,
  }); // it is the bundled one
});
