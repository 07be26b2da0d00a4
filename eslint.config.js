import { fileURLToPath } from 'node:url';
import svelte from 'eslint-plugin-svelte';
import { defineConfig, globalIgnores } from 'eslint/config';
import tseslint from 'typescript-eslint';

const asyncTidy = {
  selector: "CallExpression[callee.property.name='tidy'] > :function[async=true]",
  message: 'tf.tidy only logs when given a promise and then leaks: do the waiting outside of tidy.',
};
const defaultExport = {
  selector: 'ExportDefaultDeclaration',
  message: 'Export by name; only Svelte components and tool configurations export a default.',
};
const barrel = {
  selector: 'ExportAllDeclaration, ExportNamedDeclaration[source]',
  message: 'Import from the file that defines it; no file re-exports.',
};
const moduleState = {
  selector:
    "Program > VariableDeclaration[kind='let'], Program > ExportNamedDeclaration > VariableDeclaration[kind='let']",
  message: 'No mutable state at module level: pass it in or let an object own it.',
};
const mathRandom = {
  selector: "MemberExpression[object.name='Math'][property.name='random']",
  message: 'Randomness comes from a Random passed in (core/random/random.ts), so that a run can be repeated.',
};
const tfRandom = {
  selector:
    "CallExpression[callee.object.name='tf'][callee.property.name=/^(random|truncatedNormal|multinomial)/]",
  message: 'Random numbers are inputs of a step, drawn from a Random (core/random/random.ts).',
};
const styleAttribute = {
  selector: "SvelteElement[kind='html'] > SvelteStartTag > SvelteAttribute[key.name='style']",
  message: 'The content policy refuses style attributes (S-09): use a class, or style:property.',
};
const houseSyntax = [asyncTidy, defaultExport, barrel, moduleState];

const rawIpc = {
  paths: [
    {
      name: 'electron',
      importNames: ['ipcMain', 'ipcRenderer'],
      message: 'Add a procedure to core/contract; only the one file on each side carries messages.',
    },
  ],
  patterns: [
    {
      group: ['*.test.ts', '*-stand-in.ts'],
      message: 'Source never imports tests or what is there for tests only.',
    },
  ],
};

const houseRules = {
  '@typescript-eslint/consistent-type-imports': 'error',
  '@typescript-eslint/no-explicit-any': 'error',
  '@typescript-eslint/no-floating-promises': 'error',
  '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
  '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
  '@typescript-eslint/no-unused-vars': [
    'error',
    { argsIgnorePattern: '^_', destructuredArrayIgnorePattern: '^_', ignoreRestSiblings: true },
  ],
  // Our interfaces are made of closures, and an async function may fulfil an interface without waiting.
  '@typescript-eslint/unbound-method': 'off',
  '@typescript-eslint/require-await': 'off',
  'no-restricted-syntax': ['error', ...houseSyntax],
  'no-restricted-imports': ['error', rawIpc],
  'max-lines': ['error', 250],
  'max-lines-per-function': ['error', 60],
  complexity: ['error', 10],
  eqeqeq: 'error',
  'prefer-const': 'error',
  'no-var': 'error',
};

export default defineConfig(
  globalIgnores(['node_modules', 'out', 'dist', 'coverage', 'demo-output', 'resources']),
  {
    files: ['**/*.ts', '**/*.svelte'],
    extends: [tseslint.configs.recommendedTypeChecked],
    languageOptions: {
      parserOptions: {
        projectService: true,
        extraFileExtensions: ['.svelte'],
        tsconfigRootDir: fileURLToPath(new URL('.', import.meta.url)),
      },
    },
    rules: houseRules,
  },
  {
    files: ['**/*.svelte', '**/*.svelte.ts'],
    extends: [svelte.configs.recommended],
    languageOptions: { parserOptions: { parser: tseslint.parser } },
    rules: {
      'max-lines': ['error', 120],
      'no-restricted-syntax': ['error', asyncTidy, barrel, styleAttribute],
      // Sets and maps are replaced whole, as lists are ($state.raw).
      'svelte/prefer-svelte-reactivity': 'off',
    },
  },
  {
    files: ['core/**/*.ts'],
    ignores: ['**/*.test.ts'],
    rules: { 'no-restricted-syntax': ['error', ...houseSyntax, mathRandom, tfRandom] },
  },
  {
    files: ['**/*.test.ts', '**/*.spec.ts', '**/*-stand-in.ts'],
    rules: {
      'no-restricted-imports': 'off',
      // What beforeEach prepares lives in the file; a describe holds many tests.
      'no-restricted-syntax': ['error', asyncTidy, defaultExport, barrel, mathRandom],
      'max-lines-per-function': 'off',
    },
  },
  {
    // The one file on each side that carries messages between page and main process.
    files: ['electron/preload.ts', 'electron/page-bridge.ts'],
    rules: { 'no-restricted-imports': ['error', { patterns: rawIpc.patterns }] },
  },
  {
    files: ['*.config.ts', 'e2e/*.config.ts'],
    rules: { 'no-restricted-syntax': ['error', asyncTidy, barrel, moduleState] },
  },
);
