import { globSync } from 'node:fs';

const sources = [
  '{core,electron,renderer,scripts,bench,bin}/**/*.{ts,js,svelte,html,css}',
  '{scripts,bench}/**/*.py',
];

/** The source files of the house in alphabetical order, tests and their stand-ins left out; paths with `/`, relative to `root`. */
export function listSourceFiles(root: string): string[] {
  return globSync(sources, { cwd: root })
    .map((path) => path.replaceAll('\\', '/'))
    .filter((path) => !/(\.test|-stand-in)\.ts$/.test(path))
    .sort();
}

/** The files that a page names: list items that begin with a path in backquotes, as `- \`core/x.ts\`: why`. */
export function namedFiles(page: string): string[] {
  return [...page.matchAll(/^- `([^`]+)`:? /gm)].map(([, path]) => path ?? '');
}
