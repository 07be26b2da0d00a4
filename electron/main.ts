import { join } from 'node:path';
import { app, protocol } from 'electron';
import { DesktopApp } from './app.ts';
import { filesOfCommandLine } from './opened-files.ts';

app.enableSandbox();
protocol.registerSchemesAsPrivileged([
  { scheme: 'diptych', privileges: { standard: true, secure: true, supportFetchAPI: true, stream: true } },
]);

// A second instance hands its command line to the first, which comes to the front, and ends.
if (!app.requestSingleInstanceLock()) app.exit(0);
else {
  const opened = [...filesOfCommandLine(process.argv, process.cwd(), { isPackaged: app.isPackaged })];
  const running: { desktop?: DesktopApp } = {};
  app.on('open-file', (event, path) => {
    event.preventDefault();
    if (running.desktop === undefined) opened.push(path);
    else running.desktop.open([path]);
  });
  app.on('window-all-closed', () => app.quit());
  await app.whenReady();
  const desktop = (running.desktop = new DesktopApp(join(import.meta.dirname, '..')));
  desktop.open(opened);
  await desktop.start();
}
