import * as z from 'zod';
import { CoreError } from '../contract/core-error.ts';
import { archiveRefusal } from './archive-refusal.ts';

/** The member that says what a package holds; it comes first, so that a package is known by its first bytes. */
export const manifestName = 'diptych.json';
const formatName = 'diptych-package';
const formatVersion = 1;

/** A text that people will read: control and direction signs are taken out, lines stay where they may. */
const words = (most: number) =>
  z.string().transform((text) =>
    text
      .replace(/[^\P{Cc}\n]|[\p{Cf}\p{Zl}\p{Zp}]/gu, '')
      .trim()
      .slice(0, most),
  );
const label = (most: number) =>
  words(most)
    .transform((text) => text.replaceAll('\n', ' '))
    .pipe(z.string().min(1));
const direction = z.enum(['a-to-b', 'b-to-a']);
const fileFacts = z.object({ sha256: z.string().regex(/^[0-9a-f]{64}$/), sizeBytes: z.int().nonnegative() });

const card = z.object({
  name: label(100),
  /** The method's id, e.g. `cyclegan`. */
  method: label(100),
  domainA: label(200),
  domainB: label(200),
  licence: label(200),
  notes: words(4000),
  /** Where it comes from, in words. */
  source: words(500),
  /** How it was trained, in words; empty where nothing is known. */
  training: words(1000),
});

const manifest = z.object({
  format: z.literal(formatName),
  formatVersion: z.literal(formatVersion),
  card,
  translators: z
    .array(z.object({ direction, file: z.string().regex(/^translators\/[a-z-]+\.onnx$/) }))
    .min(1)
    .max(2),
  samples: z.array(z.object({ direction, before: samplePath(), after: samplePath() })).max(2),
  /** Every other member. */
  files: z.record(z.string(), fileFacts),
});

/** What a package says about its style. */
export type PackageCard = Readonly<z.infer<typeof card>>;
export type PackageManifest = Readonly<z.infer<typeof manifest>>;

function samplePath() {
  return z.string().regex(/^samples\/[a-z-]+\.webp$/);
}

/** The JSON text of a manifest; texts are made safe to show. */
export function formatPackageManifest(content: Omit<PackageManifest, 'format' | 'formatVersion'>): string {
  return `${JSON.stringify(manifest.parse({ format: formatName, formatVersion, ...content }), null, 2)}\n`;
}

/** Throws `refused-archive`; `newer-package` for one of a later Diptych. */
export function parsePackageManifest(json: string): PackageManifest {
  const content = readObject(json);
  const { format, formatVersion: version } = content;
  if (format !== formatName) throw archiveRefusal('it is no package of Diptych');
  if (typeof version === 'number' && version > formatVersion) throw newerPackage(version);
  const { success, data, error } = manifest.safeParse(content);
  if (!success) {
    const issue = error.issues[0]!;
    throw archiveRefusal(
      `its "${manifestName}" is wrong about ${issue.path.join('.')} (${issue.message})`,
      error,
    );
  }
  checkFiles(data);
  return data;
}

function readObject(json: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(json);
    if (typeof value === 'object' && value !== null) return value as Record<string, unknown>;
  } catch (cause) {
    throw archiveRefusal(`its "${manifestName}" is not JSON`, cause);
  }
  throw archiveRefusal(`its "${manifestName}" is not an object`);
}

/** Each file has its facts, each fact its file, and no direction is there twice. */
function checkFiles({ translators, samples, files }: PackageManifest): void {
  const used = [
    ...translators.map(({ file }) => file),
    ...samples.flatMap(({ before, after }) => [before, after]),
  ];
  const unknown = used.find((file) => !Object.hasOwn(files, file));
  if (unknown !== undefined) throw archiveRefusal(`its "${manifestName}" has no hash of "${unknown}"`);
  const unused = Object.keys(files).find((file) => !used.includes(file));
  if (unused !== undefined)
    throw archiveRefusal(`its "${manifestName}" names "${unused}", which is nothing of a style`);
  const ways = translators.map((translator) => translator.direction);
  if (new Set(ways).size < ways.length || new Set(used).size < used.length)
    throw archiveRefusal(`its "${manifestName}" has one direction or file twice`);
}

function newerPackage(version: number): CoreError {
  const message = `This package is of format version ${version}; this Diptych reads version ${formatVersion}. Update Diptych, or ask for an older package.`;
  return new CoreError('newer-package', message, { version, problems: [message] });
}
