/** Work of others that Diptych carries, with its licence. */
export const components: readonly {
  readonly name: string;
  readonly what: string;
  readonly licence: string;
}[] = [
  { name: 'ONNX Runtime', what: 'computes networks', licence: 'MIT' },
  { name: 'TensorFlow.js', what: 'describes networks for training', licence: 'Apache-2.0' },
  { name: 'sharp', what: 'reads and writes pictures', licence: 'Apache-2.0' },
  { name: 'libvips', what: 'behind sharp', licence: 'LGPL-3.0-or-later' },
  { name: 'better-sqlite3', what: 'keeps the catalog', licence: 'MIT' },
  { name: 'SQLite', what: 'behind better-sqlite3', licence: 'public domain' },
  { name: 'Electron and Chromium', what: 'the window', licence: 'MIT, BSD-3-Clause' },
  { name: 'Node.js', what: 'runs the core', licence: 'MIT' },
  { name: 'Svelte', what: 'draws the page', licence: 'MIT' },
  { name: 'Bits UI', what: 'menus, dialogs and tabs', licence: 'MIT' },
  { name: 'uPlot', what: 'draws curves', licence: 'MIT' },
  { name: 'oRPC', what: 'carries calls of the page', licence: 'MIT' },
  { name: 'ws', what: 'carries them to a browser', licence: 'MIT' },
  { name: 'Zod', what: 'checks what is given', licence: 'MIT' },
  { name: 'Commander.js', what: 'reads the command line', licence: 'MIT' },
  { name: 'onnx-proto', what: 'reads and writes model files', licence: 'MIT' },
  { name: 'pure-rand', what: 'random numbers that can be repeated', licence: 'MIT' },
];
