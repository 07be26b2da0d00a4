import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

if (process.argv.includes('--help')) console.log('npm start: builds the window and opens it in Electron.');
else process.exitCode = start();

function start(): number {
  const electron = findElectron(join('node_modules', 'electron'));
  if (!electron) {
    console.error(
      "Electron's runtime is not on this machine (npx install-electron fetches it), so there is no window; " +
        'the command line works now: npx diptych --help',
    );
    return 1;
  }
  const built = spawnSync(process.execPath, ['node_modules/electron-vite/bin/electron-vite.js', 'build'], {
    stdio: 'inherit',
  });
  return built.status === 0 ? (spawnSync(electron, ['.'], { stdio: 'inherit' }).status ?? 1) : 1;
}

/** The executable that electron's own installer has unpacked; asking the package itself would start a download. */
function findElectron(folder: string): string | undefined {
  const pathFile = join(folder, 'path.txt');
  if (!existsSync(pathFile)) return undefined;
  const executable = join(folder, 'dist', readFileSync(pathFile, 'utf8').trim());
  return existsSync(executable) ? executable : undefined;
}
