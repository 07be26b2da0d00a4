import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));

export default defineConfig({
  test: {
    include: ['{core,electron,renderer,scripts,bench,bin}/**/*.test.ts'],
    // Native add-ons (SQLite, sharp, onnxruntime) are loaded once a process, so test files do not share one.
    pool: 'forks',
    maxWorkers: 2,
    // Nothing of a test goes into the trash of whoever runs it, also where one opens the app without a trash of its own.
    env: { XDG_DATA_HOME: join(tmpdir(), 'diptych-test-data') },
    testTimeout: 60_000,
    hookTimeout: 60_000,
    expect: { poll: { timeout: 20_000 } }, // on a busy machine a second, the default, is soon over
    // Electron's runtime may not be installed; its files are tested against a small stand-in of the module.
    alias: { electron: at('./electron/electron-stand-in.ts') },
  },
});
