import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import type { Catalog } from '../catalog/open-catalog.ts';
import type { StyleRow } from '../catalog/styles.ts';
import { freeName } from './library-names.ts';

const schema = z.object({
  name: z.string().min(1),
  method: z.string(),
  licence: z.string(),
  notes: z.string(),
  domains: z.object({ a: z.string(), b: z.string() }),
  step: z.int(),
  translators: z.array(
    z.object({
      direction: z.enum(['a-to-b', 'b-to-a']),
      file: z.string().regex(/^[\w-]+\.onnx$/),
      sha256: z.string().regex(/^[0-9a-f]{64}$/),
    }),
  ),
});

/** A style that ships with the app, as its `style.json` tells it. */
export interface BundledStyle extends z.infer<typeof schema> {
  /** The name of its folder. */
  readonly key: string;
}

const folderName = 'styles';

/** The styles that ship with the app, in the order of their folders. */
export async function readBundledStyles(resources: string): Promise<readonly BundledStyle[]> {
  const folder = join(resources, folderName);
  const keys = (await readdir(folder).catch(() => [])).toSorted();
  const texts = await Promise.all(
    keys.map((key) => readFile(join(folder, key, 'style.json'), 'utf8').catch(() => undefined)),
  );
  return texts.flatMap((text, index) =>
    text === undefined ? [] : [{ key: keys[index]!, ...schema.parse(JSON.parse(text)) }],
  );
}

/** Puts those into the catalog that are not in it, and in a newer app their newer files. Returns all their rows. */
export function addBundledStyles(
  catalog: Pick<Catalog, 'styles' | 'translators' | 'transaction'>,
  bundled: readonly BundledStyle[],
): readonly StyleRow[] {
  const known = bundled.flatMap((style) => upToDate(catalog, style) ?? []);
  if (known.length === bundled.length) return known; // as at every start but the first
  return catalog.transaction(() => bundled.map((style) => addOne(catalog, style)));
}

function upToDate(
  { styles, translators }: Pick<Catalog, 'styles' | 'translators'>,
  { key, translators: files }: BundledStyle,
): StyleRow | undefined {
  const row = styles.byBundledKey(key);
  const hashes = row && new Set(translators.ofStyle(row.id).map(({ sha256 }) => sha256));
  return files.every(({ sha256 }) => hashes?.has(sha256)) ? row : undefined;
}

function addOne(
  { styles, translators }: Pick<Catalog, 'styles' | 'translators'>,
  { key, name, method, licence, notes, domains, step, translators: files }: BundledStyle,
): StyleRow {
  const origin = 'bundled';
  const isTaken = (candidate: string) => styles.byName(candidate) !== undefined;
  const row =
    styles.byBundledKey(key) ??
    styles.add({ name: freeName(name, isTaken), method, origin, licence, notes, bundledKey: key });
  for (const { direction, file, sha256 } of files) {
    translators.add({
      name: row.name,
      file: `${folderName}/${key}/${file}`,
      sha256,
      runId: null,
      step,
      direction,
      domainA: domains.a,
      domainB: domains.b,
      licence,
      origin,
      styleId: row.id,
    });
  }
  return row;
}
