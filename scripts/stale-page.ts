import { globSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** What the page is built from. */
const sources = ['renderer/**/*', 'core/contract/*.ts', 'vite.page.config.ts', 'package-lock.json'];

/** Whether the built page is older than what it is built from, or missing. */
export function isPageStale(root: string): boolean {
  const built = changedMs(join(root, 'out/renderer/index.html'));
  return globSync(sources, { cwd: root }).some((file) => changedMs(join(root, file)) > built);
}

function changedMs(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? -Infinity;
}
