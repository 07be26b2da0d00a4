/**
 * What the tests of this folder import as `electron`, because the real module needs Electron's runtime. It records
 * what was asked of it and does nothing.
 */
type Listener = (...values: readonly unknown[]) => unknown;

/** Says to listeners what a test lets happen. */
export class StandInEmitter {
  readonly listeners = new Map<string, Listener>();

  on(event: string, listener: Listener): this {
    this.listeners.set(event, listener);
    return this;
  }

  once(event: string, listener: Listener): this {
    return this.on(event, listener);
  }

  off(event: string): this {
    this.listeners.delete(event);
    return this;
  }

  emit(event: string, ...values: readonly unknown[]): unknown {
    return this.listeners.get(event)?.(...values);
  }
}

export class StandInContents extends StandInEmitter {
  windowOpenHandler: Listener | undefined;
  readonly sent: (readonly unknown[])[] = [];

  setWindowOpenHandler(handler: Listener): void {
    this.windowOpenHandler = handler;
  }

  send(...values: readonly unknown[]): void {
    this.sent.push(values);
  }
}

export class BrowserWindow extends StandInEmitter {
  readonly webContents = new StandInContents();
  readonly options: { readonly webPreferences: Readonly<Record<string, unknown>> };
  readonly calls: string[] = [];
  readonly loaded: string[] = [];

  constructor(options: { readonly webPreferences: Readonly<Record<string, unknown>> }) {
    super();
    this.options = options;
    made.windows.push(this);
  }

  async loadURL(url: string): Promise<void> {
    this.loaded.push(url);
  }

  isMinimized = () => true;
  isMaximized = () => false;
  getNormalBounds = () => ({ x: 1, y: 2, width: 900, height: 700 });
  restore = () => void this.calls.push('restore');
  focus = () => void this.calls.push('focus');
  maximize = () => void this.calls.push('maximize');
  show = () => void this.calls.push('show');
}

/** A utility process that a test answers for. */
export class StandInProcess extends StandInEmitter {
  readonly script: string;
  readonly parameters: readonly string[];
  readonly told: (readonly unknown[])[] = [];
  readonly stderr = new StandInEmitter();
  readonly pid = 4711;
  isKilled = false;

  constructor(script: string, parameters: readonly string[]) {
    super();
    this.script = script;
    this.parameters = parameters;
    made.processes.push(this);
  }

  postMessage(...values: readonly unknown[]): void {
    this.told.push(values);
  }

  kill(): void {
    this.isKilled = true;
  }
}

/** Everything that was made, in its order; tests of one file share it. */
export const made: { readonly windows: BrowserWindow[]; readonly processes: StandInProcess[] } = {
  windows: [],
  processes: [],
};
/** What the dialogs answer, and what was asked and shown. */
export const told = {
  response: 0,
  chosen: [] as string[],
  asked: [] as unknown[],
  shown: [] as string[],
  exitCodes: [] as number[],
  quits: 0,
};

class StandInApp extends StandInEmitter {
  readonly isPackaged = false;
  getPath = () => '/nowhere';
  quit = () => void told.quits++;
  exit = (code: number) => void told.exitCodes.push(code);
  showAboutPanel = () => undefined;
}

class StandInIpcMain extends StandInEmitter {
  readonly handlers = new Map<string, Listener>();
  handle(channel: string, listener: Listener): void {
    this.handlers.set(channel, listener);
  }
}

class StandInIpcRenderer extends StandInEmitter {
  readonly sent: (readonly unknown[])[] = [];
  send = (...values: readonly unknown[]) => void this.sent.push(values);
  invoke = async (...values: readonly unknown[]) => {
    this.sent.push(values);
    return [];
  };
}

export class MessageChannelMain {
  readonly port1 = { name: 'port1' };
  readonly port2 = { name: 'port2' };
}

export const app = new StandInApp();
export const ipcMain = new StandInIpcMain();
export const ipcRenderer = new StandInIpcRenderer();
export const exposed = new Map<string, unknown>();
export const contextBridge = {
  exposeInMainWorld: (name: string, value: unknown) => void exposed.set(name, value),
};
export const webUtils = { getPathForFile: (file: { readonly path: string }) => file.path };
export const utilityProcess = {
  fork: (script: string, parameters: readonly string[]) => new StandInProcess(script, parameters),
};
export const handled = new Map<string, Listener>();
export const protocol = {
  handle: (scheme: string, listener: Listener) => void handled.set(scheme, listener),
};
export const screen = {
  getAllDisplays: () => [{ workArea: { x: 0, y: 0, width: 1920, height: 1080 } }],
};
export const session = {
  defaultSession: {
    setPermissionRequestHandler: () => undefined,
    setPermissionCheckHandler: () => undefined,
    setDevicePermissionHandler: () => undefined,
  },
};
export const shell = {
  openExternal: async (address: string) => void told.shown.push(address),
  trashItem: async (path: string) => {
    told.shown.push(`trash ${path}`);
    if (path.endsWith('locked')) throw new Error('refused');
  },
  showItemInFolder: (path: string) => void told.shown.push(path),
};
export const Menu = {
  buildFromTemplate: (template: unknown) => template,
  setApplicationMenu: () => undefined,
};
export const dialog = {
  showOpenDialog: async (_window: unknown, options: unknown) => {
    told.asked.push(options);
    return { filePaths: told.chosen };
  },
  showMessageBox: async (options: unknown) => {
    told.asked.push(options);
    return { response: told.response };
  },
  showErrorBox: (title: string, message: string) => void told.shown.push(`${title}: ${message}`),
};
