import { defineConfig } from 'electron-vite';
import page from './vite.page.config.ts';

/** Processes and threads are started by the names of their files: below core as sources, in one folder when built. */
const startBuiltFiles = {
  name: 'start-built-files',
  enforce: 'pre' as const,
  transform: (code: string) =>
    code.replace(
      /new URL\('\.{1,2}\/(?:[\w-]+\/)*([\w-]+)\.ts', import\.meta\.url\)/g,
      "new URL('./$1.js', import.meta.url)",
    ),
};

export default defineConfig({
  main: {
    plugins: [startBuiltFiles],
    build: {
      rolldownOptions: {
        input: {
          main: 'electron/main.ts',
          'core-process': 'electron/core-process.ts',
          'engine-main': 'core/work/engine-main.ts',
          'batch-worker': 'core/dataset/batch-worker.ts',
          'faults-worker': 'core/catalog/faults-worker.ts',
        },
        output: { entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js' },
      },
    },
  },
  preload: {
    // A sandboxed preload script must be CommonJS.
    build: {
      rolldownOptions: {
        input: { preload: 'electron/preload.ts' },
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: page,
});
