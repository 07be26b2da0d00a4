import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { findElectron } from './find-electron.ts';

const help = `npm run package [-- options]: builds the app and its installers for this system into dist/.
Options are those of electron-builder, e.g. npm run package -- --dir for the unpacked app alone.`;

const root = join(import.meta.dirname, '..');
const given = process.argv.slice(2);
if (given.includes('--help')) console.log(help);
else process.exitCode = makePackage(given);

function makePackage(options: readonly string[]): number {
  if (findElectron(join(root, 'node_modules/electron')) === undefined) {
    console.error(
      "Electron's runtime is not on this machine (npx install-electron fetches it), so there is nothing to put the app into.",
    );
    return 1;
  }
  const runtime = '-c.electronDist=node_modules/electron/dist'; // the one that is here, instead of another download
  return (
    run('electron-vite/bin/electron-vite.js', 'build') ||
    run(
      'electron-builder/out/cli/cli.js',
      '--config',
      'electron-builder.json',
      '--publish',
      'never',
      runtime,
      ...options,
    )
  );
}

function run(tool: string, ...parameters: string[]): number {
  const file = join(root, 'node_modules', tool);
  return spawnSync(process.execPath, [file, ...parameters], { cwd: root, stdio: 'inherit' }).status ?? 1;
}
