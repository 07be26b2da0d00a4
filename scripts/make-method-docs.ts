import { readFileSync, writeFileSync } from 'node:fs';
import { methodDocs } from './method-docs.ts';

const page = 'docs/methods.md';

if (process.argv.includes('--help')) {
  console.log(
    `node scripts/make-method-docs.ts [--check]: writes ${page}, or fails when it is not up to date.`,
  );
} else if (!process.argv.includes('--check')) {
  writeFileSync(page, await methodDocs());
} else if (readFileSync(page, 'utf8') !== (await methodDocs())) {
  console.error(`${page} is not what the list of methods says: run node scripts/make-method-docs.ts.`);
  process.exitCode = 1;
}
