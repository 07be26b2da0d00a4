import { mkdirSync, readdirSync, utimesSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { runApart } from './child-process-stand-in.ts';
import { removeTemporaryFiles } from './remove-temporary-files.ts';
import { temporaryFolder } from './temporary-folder-stand-in.ts';
import { temporaryPathBeside } from './temporary-path.ts';

/** A temporary path as a process that has ended made it. */
function pathOfEndedProcess(path: string): string {
  const code = `import { temporaryPathBeside } from './files/temporary-path.ts';
    console.log(temporaryPathBeside(process.argv[1]));`;
  return runApart(code, path);
}

describe('clearing temporary files', () => {
  test('a missing folder holds none', async () => {
    expect(await removeTemporaryFiles(join(temporaryFolder(), 'missing'))).toEqual([]);
  });

  test('the files of people and other programs stay', async () => {
    const folder = temporaryFolder();
    const names = ['.diptych-notes.tmp', 'photo.tmp', '.diptych-12-abc.tmp'];
    for (const name of names) writeFileSync(join(folder, name), '');
    await removeTemporaryFiles(folder);
    expect(readdirSync(folder).sort()).toEqual(names.sort());
  });

  test('what this process is writing stays', async () => {
    const folder = temporaryFolder();
    writeFileSync(temporaryPathBeside(join(folder, 'photo.png')), '');
    expect(await removeTemporaryFiles(folder)).toEqual([]);
  });

  test('what a process that has ended left is removed, folders too', async () => {
    const folder = temporaryFolder();
    const file = pathOfEndedProcess(join(folder, 'photo.png'));
    const subfolder = pathOfEndedProcess(join(folder, 'step-000001'));
    writeFileSync(file, 'half');
    mkdirSync(join(subfolder, 'deeper'), { recursive: true });
    await removeTemporaryFiles(folder);
    expect(readdirSync(folder)).toEqual([]);
  });

  test('a leftover under our own process number is told by its age', async () => {
    const path = temporaryPathBeside(join(temporaryFolder(), 'photo.png'));
    writeFileSync(path, '');
    utimesSync(path, new Date(0), new Date(0));
    expect(await removeTemporaryFiles(dirname(path))).toEqual([basename(path)]);
  });
});
