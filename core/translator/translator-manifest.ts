import * as z from 'zod';

/** Where the manifest stands among the metadata of an .onnx file: one JSON text. */
const metadataKey = 'diptych.translator';

const longestLabel = 200;

/** A text that people will read: control and direction signs are taken out, and it is cut to 200 characters. */
const label = z
  .string()
  .transform((text) =>
    text
      .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, '')
      .trim()
      .slice(0, longestLabel),
  )
  .pipe(z.string().min(1));

const schema = z.object({
  formatVersion: z.literal(1),
  name: label,
  /** The method's id, e.g. `cyclegan`. */
  method: label,
  /** What it turns and into what, in people's words. */
  domains: z.object({ from: label, to: label }),
  direction: z.enum(['a-to-b', 'b-to-a']),
  /** Width and height that the network takes: multiples of `multipleOf`, at least `minimum`. */
  size: z.object({ multipleOf: z.int().min(1).max(256), minimum: z.int().min(1).max(1024) }),
  /** The run and step that it comes from, where it was trained here. */
  run: label.nullable(),
  step: z.int().nonnegative().nullable(),
  licence: label,
  /** Null where that is not known. */
  createdAt: z.iso.datetime().nullable(),
  /** Side of the squares that it was trained on; null where that is not known. */
  trainedSizePixels: z.int().positive().nullable(),
});

/** What an .onnx file says about itself as a translator. */
export type TranslatorManifest = Readonly<z.infer<typeof schema>>;

/** A manifest -> metadata for `exportModel`. Texts are made safe to show. */
export function encodeTranslatorManifest(manifest: TranslatorManifest): Record<string, string> {
  return { [metadataKey]: JSON.stringify(schema.parse(manifest)) };
}

/** Metadata of an .onnx file -> its manifest, or a sentence saying what is wrong with it. */
export function decodeTranslatorManifest(
  metadata: ReadonlyMap<string, string>,
): TranslatorManifest | { readonly problem: string } {
  const text = metadata.get(metadataKey);
  if (text === undefined) return { problem: 'it has no manifest of Diptych in its metadata' };
  try {
    const parsed = schema.safeParse(JSON.parse(text));
    if (parsed.success) return parsed.data;
    const fields = parsed.error.issues.map(
      ({ path, message }) => `${path.join('.') || 'all of it'} (${message})`,
    );
    return { problem: `its manifest is not as expected: ${fields.join(', ')}` };
  } catch {
    return { problem: 'its manifest is not JSON' };
  }
}
