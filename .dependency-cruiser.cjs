// Who may import whom, as one table; anything not listed is an error. Within its own folder a file is free.
const ours = '^(core|electron|renderer|scripts|bench|e2e|bin)/';
const core = (...names) => names.map((name) => `core/${name}`);
const shared = core('files', 'contract');

const mayImport = {
  'core/contract': [],
  'core/random': core('contract'),
  'core/files': core('contract'),
  'core/engine': shared,
  'core/image': shared,
  'core/dataset': core('image', 'random', 'files', 'contract'),
  'core/networks': core('engine', 'random'),
  'core/losses': core('engine'),
  'core/training': [
    ...core('losses', 'networks', 'engine', 'dataset', 'checkpoint', 'image', 'random'),
    ...shared,
  ],
  'core/methods': core('training', 'losses', 'networks', 'engine', 'random', 'contract'),
  'core/checkpoint': shared,
  'core/translator': [...core('engine', 'image', 'checkpoint'), ...shared],
  'core/archive': shared,
  // Weights of other programs.
  'core/weights': [...core('archive', 'networks', 'engine', 'checkpoint'), ...shared],
  'core/evaluation': core('image', 'contract'),
  'core/catalog': shared,
  // Tasks: what engine processes do. They know no catalog.
  'core/work': [
    ...core(
      'methods',
      'training',
      'dataset',
      'translator',
      'archive',
      'weights',
      'evaluation',
      'engine',
      'checkpoint',
      'image',
      'random',
    ),
    ...shared,
  ],
  'core/jobs': [...core('work', 'catalog'), ...shared],
  'core/services': core('(?!(cli|studio|serve)/)'),
  // The contract over an open library.
  'core/studio': core('(?!(cli|serve)/)'),
  'core/create-core.ts': core('(?!(cli|serve)/)'),
  'core/serve': core('create-core.ts', 'studio', 'contract', 'files'),
  'core/cli': core('create-core.ts', 'services', 'serve', 'contract'),
  electron: core('create-core.ts', 'contract', 'files'),
  renderer: core('contract'),
  scripts: ['core'],
  bench: ['core', 'scripts/find-chromium.ts', 'scripts/stale-page.ts'],
  e2e: ['core', 'scripts/find-electron.ts', 'scripts/find-chromium.ts'],
  bin: core('cli/main.ts'),
};

/** Packages that have one home, so that replacing one touches one folder. */
const packageHomes = {
  sax: ['core/image'],
  sharp: ['core/image'],
  'better-sqlite3': ['core/catalog'],
  'onnxruntime-node': ['core/engine', 'core/translator'],
  'onnx-proto': ['core/engine'],
  electron: ['electron'],
  '@orpc/contract': ['core/contract', 'core/studio', 'renderer', 'bench'],
  '@orpc/server': ['core/studio', 'core/serve', 'electron'],
  '@orpc/openapi': ['core/serve'],
  '@orpc/zod': ['core/serve'],
  '@orpc/client': ['renderer', 'e2e', 'bench'],
  ws: ['core/serve'],
  'bits-ui': ['renderer'],
  uplot: ['renderer'],
  svelte: ['renderer'],
  commander: ['core/cli'],
  'pure-rand': ['core/random'],
};

const tests = '(\\.test|-stand-in)\\.ts$';
const entryFiles = [
  'core/cli/main.ts',
  'core/dataset/batch-worker.ts',
  'core/catalog/faults-worker.ts',
  'core/work/engine-main.ts',
  'electron/main.ts',
  'electron/core-process.ts',
  'electron/preload.ts',
  'renderer/main.ts',
  '(scripts|bench|bin)/[^/]+.(ts|js)',
  'e2e/[^/]+.config.ts',
  'e2e/(specs|manual)/.*.ts',
  'e2e/fixtures/network-spy.ts',
  'bench/app/loop-spy.ts',
];
const entries = `^(${entryFiles.join('|')})$`;

const start = (path) => (path.includes('.') ? `${path}$` : path.endsWith(')') ? path : `${path}/`);
const prefix = (paths) => `^(${paths.map(start).join('|')})`;

const folderRules = Object.entries(mayImport).map(([folder, allowed]) => ({
  name: `${folder}-imports`,
  comment: `${folder} may import ${allowed.length ? allowed.join(', ') : 'nothing'} (table in .dependency-cruiser.cjs).`,
  severity: 'error',
  from: { path: prefix([folder]) },
  to: { path: ours, pathNot: prefix([folder, ...allowed]) },
}));

const packageRules = Object.entries(packageHomes).map(([name, homes]) => ({
  name: `${name}-home`,
  comment: `${name} is imported only in ${homes.join(', ')}.`,
  severity: 'error',
  from: { path: ours, pathNot: prefix(homes) },
  to: { path: [`(^|/)node_modules/${name}/`, `^${name}$`] },
}));

const error = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to });

module.exports = {
  forbidden: [
    ...folderRules,
    ...packageRules,
    error('no-cycle', 'Two files import each other.', {}, { circular: true }),
    {
      ...error('no-folder-cycle', 'Two folders import each other.', {}, { circular: true }),
      scope: 'folder',
    },
    error(
      'sqlite-home',
      'node:sqlite stands beside better-sqlite3 in core/catalog.',
      { pathNot: '^core/catalog/' },
      {
        path: '^(node:)?sqlite$',
      },
    ),
    error(
      'no-node-here',
      'The contract and the page run without Node: no built-in modules.',
      { path: '^(core/contract|renderer)/' },
      { dependencyTypes: ['core'] },
    ),
    error(
      'no-development-package',
      'What ships imports only packages of "dependencies".',
      { path: '^core/' },
      { dependencyTypes: ['npm-dev'] },
    ),
    error('resolvable', 'The import leads nowhere.', { pathNot: '^bin/' }, { couldNotResolve: true }),
    error(
      'reachable',
      'Nothing imports this file: connect it or remove it.',
      { path: entries },
      { path: ours, pathNot: entries, reachable: false },
    ),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    // Tests may import anything; that source never imports them is a lint rule.
    exclude: { path: ['^(out|dist|coverage)/', tests] },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types', 'svelte'],
      extensions: ['.ts', '.js', '.cjs', '.svelte', '.d.ts', '.json'],
    },
  },
};
