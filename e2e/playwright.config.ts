import { defineConfig } from 'playwright/test';
import { findElectron } from '../scripts/find-electron.ts';

/** The same specs in a browser against `diptych serve`, and in the desktop app where Electron's runtime is there. */
export default defineConfig({
  testDir: 'specs',
  outputDir: '../out/e2e',
  // Every worker runs a browser, a core and its engines.
  workers: 1,
  fullyParallel: false,
  forbidOnly: process.env['CI'] !== undefined,
  timeout: 120_000,
  expect: { timeout: 15_000 },
  use: {
    actionTimeout: 20_000,
    viewport: { width: 1280, height: 800 },
    screenshot: 'only-on-failure',
    trace: 'off',
  },
  projects: [
    { name: 'browser', metadata: { host: 'browser' } },
    ...(findElectron() === undefined ? [] : [{ name: 'electron', metadata: { host: 'electron' } }]),
  ],
});
