import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { main } from '../core/cli/main.ts';
import { findElectron } from './find-electron.ts';
import { isPageStale } from './stale-page.ts';

const help = `npm start [-- options]: opens the app, in a window where Electron's runtime is there, otherwise for a browser.
Options are those of \`diptych serve\`, e.g. npm start -- --port 8000; --browser does without the window.`;

const given = process.argv.slice(2);
const root = join(import.meta.dirname, '..');
if (given.includes('--help')) console.log(help);
else process.exitCode = await start(given);

async function start(options: readonly string[]): Promise<number> {
  const electron = options.includes('--browser')
    ? undefined
    : findElectron(join(root, 'node_modules/electron'));
  if (electron !== undefined) return build('electron-vite/bin/electron-vite.js', 'build') || open(electron);
  if (!options.includes('--browser'))
    console.error(
      "Electron's runtime is not on this machine (npx install-electron fetches it), so Diptych opens in a browser.",
    );
  const isBuilt =
    !isPageStale(root) || build('vite/bin/vite.js', 'build', '--config', 'vite.page.config.ts') === 0;
  return isBuilt ? main(['serve', ...options.filter((option) => option !== '--browser')]) : 1;
}

/** Runs a build tool; its words are shown when it fails. */
function build(tool: string, ...parameters: string[]): number {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [join(root, 'node_modules', tool), ...parameters],
    { cwd: root, encoding: 'utf8' },
  );
  if (status !== 0) console.error(`${stdout}${stderr}\nThe app could not be built.`);
  return status ?? 1;
}

function open(electron: string): number {
  return spawnSync(electron, ['.'], { cwd: root, stdio: 'inherit' }).status ?? 1;
}
