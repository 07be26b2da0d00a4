import * as z from 'zod';
import { direction, done, id, procedure, text, ticket, timeMs } from './procedure.ts';

const look = z.object({ styleId: id, direction, strength: z.number().min(0).max(1) });
export type Look = z.infer<typeof look>;

const exportPreset = z.object({
  id,
  name: text(100),
  /** The photo's own format. */
  format: z.enum(['same', 'jpeg', 'png', 'webp', 'tiff', 'avif']),
  quality: z.int().min(1).max(100),
  /** `safe` leaves place and serial numbers out. */
  metadata: z.enum(['all', 'safe', 'none']),
  /** `{name}`, `{style}`, `{date}`, `{number}`, `{direction}`; the ending follows from the format. */
  template: text(200),
  /** What happens when the name is taken; nothing is ever replaced. */
  collision: z.enum(['number', 'skip']),
  /** Whether files go into sub-folders as their originals lie in folders. */
  keepsFolders: z.boolean(),
  /** Whether the file of a result says that it was made with AI, and with which style and strength. */
  tellsOrigin: z.boolean(),
  isDefault: z.boolean(),
});
export type ExportPreset = z.infer<typeof exportPreset>;
const draft = exportPreset.omit({ id: true, isDefault: true });

const range = z.object({ low: z.number(), high: z.number() });

const exported = z.object({
  jobId: id,
  folder: z.string(),
  createdMs: timeMs,
  files: z.array(
    z.object({
      photoId: id,
      /** With `/` after each of its sub-folders. */
      name: z.string(),
      status: z.enum(['done', 'skipped', 'failed']),
      message: z.string().nullable(),
      sizeBytes: z.int().nullable(),
      /** Where a browser can save it from; null when it failed. */
      address: z.string().nullable(),
    }),
  ),
});
export type Exported = z.infer<typeof exported>;

/** Photos in another look: preview, full size, and out as files. */
export const translationContract = {
  /**
   * A preview of at most `longSidePixels`. A newer one of the same `slot` cancels the older. `address` is a picture
   * below the page's picture root.
   */
  preview: procedure
    .input(
      z.object({ photoId: id, look, longSidePixels: z.int().min(64).max(2048), slot: z.string().max(40) }),
    )
    .output(
      z.object({
        address: z.string(),
        widthPixels: z.int(),
        heightPixels: z.int(),
        seconds: z.number(),
        device: z.string(),
      }),
    ),
  /** Measured on this machine where it has been measured, and as a range always. */
  estimate: procedure.input(z.object({ photoIds: z.array(id).min(1), look })).output(
    z.object({
      seconds: range,
      megapixels: z.number(),
      diskBytes: z.int(),
      memoryBytes: z.int(),
      freeBytes: z.int(),
      isMeasured: z.boolean(),
    }),
  ),
  /** A job for each photo, in one group. */
  start: procedure
    .input(z.object({ photoIds: z.array(id).min(1).max(10_000), look, isUrgent: z.boolean() }))
    .output(z.object({ jobIds: z.array(id), groupId: z.string() })),
  /**
   * Gives photos what is ticked of a recipe, as jobs in one group; what is null stays as each photo shows it. Without a
   * style, photos that show their originals are passed over.
   */
  pasteRecipe: procedure
    .input(
      z.object({
        photoIds: z.array(id).min(1).max(10_000),
        style: look.pick({ styleId: true, direction: true }).nullable(),
        strength: look.shape.strength.nullable(),
      }),
    )
    .output(z.object({ jobIds: z.array(id), groupId: z.string(), passedOver: z.int() })),
  presets: procedure.output(z.array(exportPreset)),
  savePreset: procedure.input(z.object({ id: id.nullable(), preset: draft })).output(exportPreset),
  removePreset: procedure.input(z.object({ id })).output(done),
  /** The names that the first photos would get, in a look where they are still to be translated, and what is wrong with the template. */
  exportNames: procedure
    .input(z.object({ photoIds: z.array(id).min(1), preset: draft, look: look.nullable().optional() }))
    .output(
      z.object({
        folder: z.string(),
        names: z.array(z.string()),
        problems: z.array(z.string()),
        /** Sub-folders with how many photos go into each; none where the preset keeps none. */
        folders: z.array(z.object({ name: z.string(), photos: z.int() })),
      }),
    ),
  /**
   * Writes what each photo shows as files, or every photo in a look, which is translated first where it has not been:
   * both survive a kill. `destination` is a chosen folder, absent for the folder of the settings.
   */
  export: procedure
    .input(
      z.object({
        photoIds: z.array(id).min(1).max(10_000),
        presetId: id,
        destination: ticket.optional(),
        look: look.nullable().optional(),
      }),
    )
    .output(z.object({ jobId: id })),
  /** Once more for the photos that failed in an export; under the names that they were to have. */
  exportFailed: procedure.input(z.object({ jobId: id })).output(z.object({ jobId: id })),
  exported: procedure.input(z.object({ jobId: id })).output(exported),
};
