import { fileURLToPath } from 'node:url';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vite';

/** The page alone, for a browser; electron.vite.config.ts builds it the same way. */
export default defineConfig({
  root: 'renderer',
  base: './',
  plugins: [svelte()],
  build: {
    // Absolute: vite takes it from the root of the page, electron-vite from the folder it is run in.
    outDir: fileURLToPath(new URL('out/renderer', import.meta.url)),
    emptyOutDir: true,
    target: 'es2023',
    // electron-vite would leave the script as it is written.
    minify: true,
    // Its inline script would break the content security policy.
    modulePreload: { polyfill: false },
    // Everything is a file of its own: the policy allows no data: addresses.
    assetsInlineLimit: 0,
    rolldownOptions: { input: 'renderer/index.html' },
  },
});
