#!/usr/bin/env node
// Written so that Node 12 can still read it: an older Node must be told, not crash.
import { complaintAboutNode } from './node-version.js';

const complaint = complaintAboutNode({
  node: process.versions.node,
  napi: process.versions.napi || '0',
  runsTypeScript: Boolean(process.features.typescript),
});

if (complaint) {
  console.error(complaint);
  process.exitCode = 1;
} else {
  void import('../core/cli/main.ts').then(async ({ main }) => {
    process.exitCode = await main(process.argv.slice(2));
  });
}
