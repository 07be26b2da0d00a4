/**
 * What the tests of this folder import as `electron`, because the real module needs Electron's runtime. It records
 * what was asked of it and does nothing.
 */
type Listener = (...values: readonly unknown[]) => unknown;

export class StandInContents {
  readonly listeners = new Map<string, Listener>();
  windowOpenHandler: Listener | undefined;

  on(event: string, listener: Listener): void {
    this.listeners.set(event, listener);
  }

  setWindowOpenHandler(handler: Listener): void {
    this.windowOpenHandler = handler;
  }
}

export class BrowserWindow {
  readonly webContents = new StandInContents();
  readonly options: { readonly webPreferences: Readonly<Record<string, unknown>> };

  constructor(options: { readonly webPreferences: Readonly<Record<string, unknown>> }) {
    this.options = options;
  }

  once(): void {}
}
