import { join } from 'node:path';
import * as z from 'zod';
import { CoreError } from '../contract/core-error.ts';
import { errorCodes, type ErrorName } from '../contract/error-codes.ts';

export type Side = 'a' | 'b';
export const sides = ['a', 'b'] as const satisfies readonly Side[];

const side = z.enum(sides);
const relativePath = z
  .string()
  .min(1)
  .refine((path) => !/^([/\\]|[a-z]:)/i.test(path) && !path.split('/').includes('..'), {
    error: 'expected a path inside the folder',
  });
const errorName = z.enum(Object.keys(errorCodes) as [ErrorName, ...ErrorName[]]);

const image = z.object({
  /** Inside the domain's folder, or its own, with forward slashes. */
  path: relativePath,
  /** Of a picture that came from the other side; absent where it is the domain's. */
  folder: z.string().min(1).optional(),
  sizeBytes: z.int().positive(),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  /** After the EXIF orientation is applied. */
  widthPixels: z.int().positive(),
  heightPixels: z.int().positive(),
  /** How much fine detail there is; older manifests do not say. */
  sharpness: z.number().nonnegative().optional(),
  /** Whether it has no colours, and what its numbers mean; older manifests do not say. */
  isGrey: z.boolean().optional(),
  colourSpace: z.string().min(1).max(200).optional(),
});

const domain = z.object({ folder: z.string().min(1), images: z.array(image) });

const leftOut = z.object({ side, path: z.string(), reason: errorName, message: z.string() });

const warning = z.object({
  kind: z.enum(['near-duplicate', 'on-both-sides']),
  message: z.string(),
  /** The pictures concerned, `a/…` or `b/…`. */
  paths: z.array(z.string()),
});

const manifest = z.object({
  formatVersion: z.literal(1),
  name: z.string().min(1),
  version: z.int().positive(),
  createdAt: z.iso.datetime(),
  domains: z.object({ a: domain, b: domain }),
  leftOut: z.array(leftOut),
  warnings: z.array(warning),
  /** Held-out photos for sample sheets, as paths; never trained on. */
  judge: z.object({ a: z.array(relativePath), b: z.array(relativePath) }),
});

export type DatasetManifest = z.infer<typeof manifest>;
export type DatasetDomain = z.infer<typeof domain>;
export type DatasetImage = z.infer<typeof image>;
export type LeftOut = z.infer<typeof leftOut>;
export type DatasetWarning = z.infer<typeof warning>;

/** JSON text -> a frozen dataset version. Throws `damaged-manifest` naming the first field that is wrong. */
export function parseManifest(json: string): DatasetManifest {
  const found = manifest.safeParse(readJson(json));
  if (found.success) return found.data;
  const issue = found.error.issues[0];
  throw new CoreError(
    'damaged-manifest',
    `The dataset's manifest is damaged at "${issue?.path.join('.') ?? ''}": ${issue?.message ?? 'unknown'}. Import the dataset again.`,
    { path: issue?.path.join('.') },
    { cause: found.error },
  );
}

/** The JSON text that `parseManifest` reads. */
export function formatManifest(value: DatasetManifest): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}

/** Where the file of a picture is. */
export function pictureFile(
  domain: Pick<DatasetDomain, 'folder'>,
  { folder, path }: Pick<DatasetImage, 'folder' | 'path'>,
): string {
  return join(folder ?? domain.folder, path);
}

/** The pictures of one side that training may use: all but the judge photos. */
export function trainingImages(value: DatasetManifest, of: Side): DatasetImage[] {
  const held = new Set(value.judge[of]);
  return value.domains[of].images.filter(({ path }) => !held.has(path));
}

function readJson(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch (cause) {
    throw new CoreError(
      'damaged-manifest',
      "The dataset's manifest is not JSON text. Import the dataset again.",
      {},
      { cause },
    );
  }
}
