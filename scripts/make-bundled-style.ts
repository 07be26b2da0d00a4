import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { BundledStyle } from '../core/services/bundled-styles.ts';
import { withManifest } from './bundled-style/with-manifest.ts';

const usage = `node scripts/make-bundled-style.ts KEY FOLDER RUN: puts the two translators of a run, as training left them
in FOLDER (a library's "translators"), into resources/styles/KEY under the name, sides and licence of its style.json,
whose step and hashes are written anew.`;

const [key, folder, run] = process.argv.slice(2);
if (key === undefined || key === '--help' || folder === undefined || run === undefined) console.log(usage);
else make(fileURLToPath(new URL(`../resources/styles/${key}`, import.meta.url)), folder, run);

function make(target: string, from: string, name: string): void {
  const card = join(target, 'style.json');
  const style = JSON.parse(readFileSync(card, 'utf8')) as Omit<BundledStyle, 'key'>;
  let step = 0;
  const translators = (['a-to-b', 'b-to-a'] as const).map((direction) => {
    const made = withManifest(readFileSync(join(from, `${name}.${direction}.onnx`)), style);
    step = made.step;
    const file = `${direction}.onnx`;
    writeFileSync(join(target, file), made.bytes);
    return { direction, file, sha256: createHash('sha256').update(made.bytes).digest('hex') };
  });
  writeFileSync(card, `${JSON.stringify({ ...style, step, translators }, null, 2)}\n`);
  console.log(`${style.name}, step ${step}: ${target}`);
}
