import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdirSync, readdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
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

  test.runIf(process.platform === 'linux')(
    'S-53 what an orphan left that has ended, but that nobody has taken note of, is removed',
    async () => {
      // The shell becomes a program that does not ask after its children; only then its child ends.
      const script = '(while grep -qx sh /proc/$$/comm; do sleep 0.02; done) & echo $!; exec sleep 60';
      const parent = spawn('sh', ['-c', script], { stdio: ['ignore', 'pipe', 'ignore'] });
      onTestFinished(() => void parent.kill('SIGKILL'));
      const [number] = (await once(parent.stdout, 'data')) as [Buffer];
      const orphan = number.toString().trim();
      await expect.poll(() => readFileSync(`/proc/${orphan}/stat`, 'latin1')).toContain(') Z');
      const folder = temporaryFolder();
      const name = `.diptych-${orphan}-${randomUUID()}.tmp`;
      writeFileSync(join(folder, name), 'half');
      expect(await removeTemporaryFiles(folder)).toEqual([name]);
    },
  );

  test('a leftover under our own process number is told by its age', async () => {
    const path = temporaryPathBeside(join(temporaryFolder(), 'photo.png'));
    writeFileSync(path, '');
    utimesSync(path, new Date(0), new Date(0));
    expect(await removeTemporaryFiles(dirname(path))).toEqual([basename(path)]);
  });
});
