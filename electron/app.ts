import { join } from 'node:path';
import {
  app,
  dialog,
  Menu,
  protocol,
  screen,
  session,
  shell,
  utilityProcess,
  type BrowserWindow,
  type UtilityProcess,
} from 'electron';
import { receiveFiles, type DialogKind } from '../core/contract/desktop-bridge.ts';
import { listPageFiles } from '../core/files/page-files.ts';
import { bridgeChannels } from './bridge-channels.ts';
import { startCore, type CoreHost } from './core-host.ts';
import { dialogFor } from './dialogs.ts';
import { openExternal } from './external-links.ts';
import { menuTemplate } from './menu.ts';
import { filesOfCommandLine } from './opened-files.ts';
import { listenToPages } from './page-bridge.ts';
import { answerPageRequest, pageUrl, safeModeUrl } from './page-protocol.ts';
import { denyPermissions } from './permissions.ts';
import { createQuitGuard, type QuitAnswer } from './quit-guard.ts';
import { createReloadGuard } from './reload-guard.ts';
import { safeModePage } from './safe-mode-page.ts';
import { readWindowState, writeWindowState } from './window-state.ts';
import { createWindow } from './window.ts';

const manual = 'https://github.com/diptych/diptych/tree/main/docs/manual';

/** The buttons of the question, in their order. */
const quitAnswers: readonly { readonly label: string; readonly answer: QuitAnswer }[] = [
  { label: 'Quit, keep in the queue', answer: 'keep' },
  { label: 'Finish, then quit', answer: 'finish' },
  { label: 'Cancel the work and quit', answer: 'cancel' },
  { label: 'Go on working', answer: 'stay' },
];

/** The desktop app: one window, one core process, and what comes from outside. */
export class DesktopApp {
  readonly #built: string;
  readonly #core: CoreHost;
  #window: BrowserWindow | undefined;
  /** Opened with the app before its page could take them. */
  readonly #waiting: string[] = [];
  #isPageThere = false;
  #guard: ReturnType<typeof createQuitGuard> | undefined;

  /** `built` is the folder that the build has written. */
  constructor(built: string) {
    this.#built = built;
    this.#core = startCore({
      fork: (script, parameters) => this.#fork(script, parameters),
      coreScript: join(built, 'main', 'core-process.js'),
      engineScript: join(built, 'main', 'engine-main.js'),
      resourcesFolder: app.isPackaged
        ? join(process.resourcesPath, 'resources')
        : join(built, '..', 'resources'),
      trash: (path) => shell.trashItem(path),
      onRefused: (message) => this.#end('Diptych cannot open its library', message),
      onGone: () =>
        this.#end('Diptych has to be started anew', 'Its core has ended. Nothing finished is lost.'),
    });
  }

  async start(): Promise<void> {
    denyPermissions(session.defaultSession);
    this.#servePage();
    this.#listen();
    const guard = (this.#guard = createQuitGuard({
      runningJobs: () => this.#core.ask('runningJobs', {}),
      ask: (jobs) => this.#askToQuit(jobs),
      finish: () => this.#core.ask('finishRunning', {}),
      stay: () => this.#core.ask('stay', {}),
      cancel: () => this.#core.ask('cancelRunning', {}),
      close: () => this.#core.close(),
      end: () => app.quit(),
    }));
    app.on('before-quit', (event) => {
      if (!guard.mayQuit()) event.preventDefault();
    });
    app.on('second-instance', (_event, words, folder) =>
      this.open(filesOfCommandLine(words, folder, { isPackaged: app.isPackaged })),
    );
    app.on('activate', () => void this.#show());
    await this.#show();
  }

  /** Brings the window to the front with files that a person has opened. */
  open(paths: readonly string[]): void {
    this.#waiting.push(...paths);
    if (this.#window?.isMinimized()) this.#window.restore();
    this.#window?.focus();
    if (this.#isPageThere) void this.#handOver();
  }

  #fork(script: string, parameters: readonly string[]): UtilityProcess {
    return utilityProcess.fork(script, [...parameters], {
      stdio: ['ignore', 'ignore', 'pipe'],
      serviceName: 'Diptych engine',
    });
  }

  #servePage(): void {
    const files = listPageFiles(join(this.#built, 'renderer'));
    const picture = (address: string) => this.#core.ask('picture', { address });
    protocol.handle('diptych', ({ url }) => answerPageRequest(url, { files, safeModePage, picture }));
  }

  #listen(): void {
    listenToPages({
      connect: (port) => {
        this.#core.connect(port);
        this.#isPageThere = true;
        void this.#handOver();
      },
      ticketsFor: (paths) => this.#core.ask('mint', { paths }),
      choose: (what) => this.#choose(what),
      reveal: (jobId) => this.#reveal(jobId),
      onRefused: (what) => console.error(`Refused: ${what}`),
    });
    const menu = menuTemplate({
      isMac: process.platform === 'darwin',
      send: (command) => this.#window?.webContents.send(bridgeChannels.command, command, []),
      openManual: () => void openExternal(manual, (address) => shell.openExternal(address)),
      showAbout: () => app.showAboutPanel(),
    });
    Menu.setApplicationMenu(Menu.buildFromTemplate(menu));
  }

  async #show(): Promise<void> {
    if (this.#window !== undefined) return this.#window.focus();
    const file = join(app.getPath('userData'), 'window.json');
    const areas = screen.getAllDisplays().map(({ workArea }) => workArea);
    const window = createWindow(
      join(this.#built, 'preload', 'preload.cjs'),
      await readWindowState(file, areas),
    );
    this.#window = window;
    window.on('close', (event) => {
      // It is the only one: closing it is quitting, and it is still there for who stays.
      if (this.#guard?.mayQuit() === false) return event.preventDefault();
      const isMaximized = window.isMaximized();
      void writeWindowState(file, { ...window.getNormalBounds(), isMaximized });
    });
    window.on('closed', () => (this.#window = undefined));
    const afterCrash = createReloadGuard(() => performance.now());
    window.webContents.on('render-process-gone', () => {
      this.#isPageThere = false;
      void window.loadURL(afterCrash() === 'reload' ? pageUrl : safeModeUrl);
    });
    await window.loadURL(pageUrl);
  }

  async #choose(what: DialogKind) {
    if (this.#window === undefined) return [];
    const { filePaths } = await dialog.showOpenDialog(this.#window, dialogFor(what));
    return this.#core.ask('mint', { paths: filePaths });
  }

  async #reveal(jobId: number): Promise<void> {
    const { folder, files } = await this.#core.ask('exported', { jobId });
    shell.showItemInFolder(files[0] === undefined ? folder : join(folder, files[0]));
  }

  async #handOver(): Promise<void> {
    const paths = this.#waiting.splice(0);
    if (paths.length === 0) return;
    const files = await this.#core.ask('mint', { paths });
    if (files.length > 0) this.#window?.webContents.send(bridgeChannels.command, receiveFiles, files);
  }

  async #askToQuit(jobs: number): Promise<QuitAnswer> {
    const work = jobs === 1 ? 'One job is running' : `${jobs} jobs are running`;
    const { response } = await dialog.showMessageBox({
      type: 'question',
      message: `${work}. Quit Diptych?`,
      detail: 'What is kept in the queue goes on when Diptych is started again; trainings can be continued.',
      buttons: quitAnswers.map(({ label }) => label),
      defaultId: 0,
      cancelId: quitAnswers.length - 1,
    });
    return quitAnswers[response]?.answer ?? 'stay';
  }

  #end(title: string, message: string): void {
    dialog.showErrorBox(title, message);
    app.exit(1);
  }
}
