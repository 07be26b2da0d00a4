import { createHash } from 'node:crypto';
import * as z from 'zod';
import { CoreError } from '../contract/core-error.ts';

const sha256 = z.string().regex(/^[0-9a-f]{64}$/);

const manifest = z.object({
  formatVersion: z.literal(1),
  method: z.string().min(1),
  /** The training options, as the run has them. */
  options: z.record(z.string(), z.json()),
  step: z.int().nonnegative(),
  /** States of seeded streams by name, from `Random.state`. */
  random: z.record(z.string(), z.array(z.number())),
  /** Whatever else the trainer needs to go on exactly, e.g. how full its image pool is. */
  extra: z.record(z.string(), z.json()),
  /** A milestone is never removed by retention. */
  milestone: z.boolean(),
  createdMs: z.int(),
  state: z.object({ file: z.literal('state.safetensors'), sizeBytes: z.int().positive(), sha256 }),
});

export type CheckpointManifest = z.infer<typeof manifest>;

/** What the trainer says about a checkpoint; the rest of the manifest follows from the files. */
export type CheckpointRecord = Pick<CheckpointManifest, 'method' | 'options' | 'random' | 'extra'>;

/** The JSON text of a manifest, with a checksum of itself so that a changed digit anywhere is noticed. */
export function formatCheckpointManifest(value: CheckpointManifest): string {
  return `${JSON.stringify({ ...value, checksum: checksumOf(value) }, null, 2)}\n`;
}

/** The manifest from its JSON text. Throws 'damaged-checkpoint'. */
export function parseCheckpointManifest(json: string): CheckpointManifest {
  const { checksum, ...content } = readObject(json);
  if (checksum !== checksumOf(content)) throw damagedManifest('its checksum is not that of its content');
  const { success, data, error } = manifest.safeParse(content);
  if (success) return data;
  const issue = error.issues[0];
  throw damagedManifest(`"${issue?.path.join('.')}": ${issue?.message}`, error);
}

/** Key order survives writing and reading, so that the compact text is the same on both sides. */
function checksumOf(content: object): string {
  return createHash('sha256').update(JSON.stringify(content)).digest('hex');
}

function readObject(json: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(json);
    if (typeof value === 'object' && value !== null) return value as Record<string, unknown>;
  } catch (cause) {
    throw damagedManifest('it is not JSON', cause);
  }
  throw damagedManifest('it is not a JSON object');
}

function damagedManifest(found: string, cause?: unknown): CoreError {
  return new CoreError(
    'damaged-checkpoint',
    `The checkpoint's manifest is damaged: ${found}. Use another checkpoint.`,
    { found },
    { cause },
  );
}
