import * as z from 'zod';
import { direction, done, failure, id, procedure, text, ticketed, timeMs } from './procedure.ts';
import { trashProcedures } from './trash-contract.ts';

/** Which photos: one source, and what a person typed. */
const photoQuery = z.object({
  source: z.union([
    z.object({
      kind: z.enum(['all', 'trash', 'translated', 'untranslated', 'problems', 'starred', 'rejected']),
    }),
    z.object({ kind: z.literal('album'), albumId: id }),
    z.object({ kind: z.literal('import'), importId: id }),
  ]),
  /**
   * Beginnings of words of names, cameras, styles, tags and trainings; `name:`, `camera:`, `style:`, `tag:` and `run:`
   * look in one of them; `made:none`, `has:problem`, `stars:3` (three or more). Quotes hold words together.
   */
  search: z.string().max(200),
  sort: z.enum(['newest', 'oldest', 'name', 'stars']),
});
export type PhotoQuery = z.infer<typeof photoQuery>;

const photoCard = z.object({
  id,
  name: z.string(),
  /** Upright; null until the photo has been read. */
  widthPixels: z.int().nullable(),
  heightPixels: z.int().nullable(),
  stars: z.int().min(0).max(5),
  isRejected: z.boolean(),
  isMissing: z.boolean(),
  isSample: z.boolean(),
  results: z.int(),
  /** Of the result that it shows; null while it shows its original. */
  shownResultId: id.nullable(),
  problem: z.string().nullable(),
  takenMs: timeMs,
});
export type PhotoCard = z.infer<typeof photoCard>;

const result = z.object({
  id,
  photoId: id,
  styleName: z.string(),
  /** Null when the style is gone. */
  styleId: id.nullable(),
  direction,
  strength: z.number(),
  widthPixels: z.int(),
  heightPixels: z.int(),
  createdMs: timeMs,
  isCurrent: z.boolean(),
  seconds: z.number().nullable(),
});
export type Result = z.infer<typeof result>;

const photoInfo = photoCard.extend({
  format: z.string(),
  sizeBytes: z.int(),
  sha256: z.string(),
  camera: z.string().nullable(),
  colourProfile: z.string().nullable(),
  /** The keywords that photo programs wrote into the file, as it was when it was imported. */
  tags: z.array(z.string()),
  /** Referenced where it lies, or copied into the library. */
  place: z.enum(['linked', 'copied', 'sample']),
  albums: z.array(z.object({ id, name: z.string() })),
  importedMs: timeMs,
  /** Oldest first. */
  results: z.int(),
  history: z.array(result),
  /** Where the shown result comes from, from the style back to the pictures it learnt from. */
  lineage: z.array(z.object({ label: z.string(), value: z.string() })),
});
export type PhotoInfo = z.infer<typeof photoInfo>;

const importSummary = z.object({
  id,
  createdMs: timeMs,
  added: z.int(),
  duplicates: z.int(),
  unreadable: z.int(),
  notPhotos: z.int(),
  isUndone: z.boolean(),
  /** The first hundred, named by their file names. */
  problems: z.array(z.object({ name: z.string(), failure })),
});
export type ImportSummary = z.infer<typeof importSummary>;

const photoIds = z.object({ photoIds: z.array(id).min(1).max(100_000) });

/** Photos of the library. What changes something is an action that can be undone, unless it says otherwise. */
export const photosContract = {
  count: procedure.input(photoQuery).output(
    z.object({
      total: z.int(),
      /** For the jump bar: where each year or first letter begins. */
      marks: z.array(z.object({ label: z.string(), offset: z.int() })),
    }),
  ),
  page: procedure
    .input(z.object({ query: photoQuery, offset: z.int().min(0), limit: z.int().min(1).max(500) }))
    .output(z.array(photoCard)),
  /** Ids between two places of a query, for selecting a range or everything. */
  ids: procedure
    .input(z.object({ query: photoQuery, offset: z.int().min(0), limit: z.int().min(1).max(100_000) }))
    .output(z.array(id)),
  info: procedure.input(z.object({ photoId: id })).output(photoInfo),
  /** Adds a job; photos appear as they are read. `link` leaves dropped files where they lie; uploads are always copied. */
  import: procedure
    .input(
      z.object({
        tickets: z.array(ticketed).min(1).max(10_000),
        place: z.enum(['link', 'copy']),
        albumId: id.optional(),
      }),
    )
    .output(z.object({ jobId: id, importId: id })),
  /** The photos that a finished import was about, the first five hundred, with those that were there already. */
  imported: procedure.input(z.object({ jobId: id })).output(z.array(id)),
  /** Puts the bundled sample photos into the library, those that are not there yet, and returns them all. */
  addSamples: procedure.output(z.array(photoCard)),
  imports: procedure.output(z.array(importSummary)),
  undoImport: procedure.input(z.object({ importId: id })).output(done),
  setStars: procedure.input(photoIds.extend({ stars: z.int().min(0).max(5) })).output(done),
  setRejected: procedure.input(photoIds.extend({ isRejected: z.boolean() })).output(done),
  trash: procedure.input(photoIds).output(done),
  restore: procedure.input(photoIds).output(done),
  ...trashProcedures,
  /** Finds a missing original again. */
  locate: procedure.input(z.object({ photoId: id, ticket: ticketed })).output(done),
  albums: procedure.output(z.array(z.object({ id, name: z.string(), photos: z.int() }))),
  createAlbum: procedure.input(z.object({ name: text(200), photoIds: z.array(id) })).output(z.object({ id })),
  renameAlbum: procedure.input(z.object({ albumId: id, name: text(200) })).output(done),
  deleteAlbum: procedure.input(z.object({ albumId: id })).output(done),
  addToAlbum: procedure.input(photoIds.extend({ albumId: id })).output(done),
  removeFromAlbum: procedure.input(photoIds.extend({ albumId: id })).output(done),
  /** Which of its results a photo shows; null shows the original. */
  showResult: procedure.input(z.object({ photoId: id, resultId: id.nullable() })).output(done),
  trashResult: procedure.input(z.object({ resultId: id })).output(done),
};
