import { join } from 'node:path';
import { app, protocol, session } from 'electron';
import { listPageFiles } from '../core/files/page-files.ts';
import { answerPageRequest, pageUrl } from './page-protocol.ts';
import { denyPermissions } from './permissions.ts';
import { createWindow } from './window.ts';

const built = join(import.meta.dirname, '..');

app.enableSandbox();
protocol.registerSchemesAsPrivileged([
  { scheme: 'diptych', privileges: { standard: true, secure: true, supportFetchAPI: true } },
]);
app.on('window-all-closed', () => app.quit());
await app.whenReady();

const pageFiles = listPageFiles(join(built, 'renderer'));
protocol.handle('diptych', ({ url }) => answerPageRequest(url, pageFiles));
denyPermissions(session.defaultSession);
await createWindow(join(built, 'preload', 'preload.cjs')).loadURL(pageUrl);
