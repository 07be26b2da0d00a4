import { eventIterator } from '@orpc/contract';
import * as z from 'zod';
import { procedure } from './procedure.ts';

/**
 * What becomes of the files when a trash is emptied: they go to this computer's trash, or are deleted because the person
 * has set it so, or because there is no trash that takes them.
 */
const trashFate = z.enum(['system-trash', 'set-to-delete', 'no-trash']);
export type TrashFate = z.infer<typeof trashFate>;

const trashSize = z.object({
  /** Photos, styles or runs. */
  count: z.int(),
  /** What their files take; null where nobody has counted. */
  bytes: z.int().nullable(),
  /** As far as it can be told before. */
  fate: trashFate,
});
export type TrashSize = z.infer<typeof trashSize>;

/** Files, or folders where they go as one. */
const amount = z.object({ items: z.int(), bytes: z.int() });

const emptying = z.object({
  /** So many of `total` photos, styles or runs are removed; those that are still needed stay. */
  removed: z.int(),
  total: z.int(),
  /** What is in this computer's trash now. */
  trashed: amount,
  deleted: amount,
  /** Whether some were deleted that were to go to this computer's trash, which did not take them. */
  isRefused: z.boolean(),
});
export type Emptying = z.infer<typeof emptying>;

/** Of each trash: of photos, of styles, of runs. */
export const trashProcedures = {
  /** What `emptyTrash` would remove, and what becomes of it. */
  trashSize: procedure.output(trashSize),
  /**
   * Removes what is in the trash, which cannot be undone, and tells how far it is, the whole at last. Who leaves it stops it:
   * what is left stays in the trash. Copies, results, translators and run folders go to this computer's trash or are
   * deleted, as set; originals elsewhere are never touched, and small pictures are deleted.
   */
  emptyTrash: procedure.output(eventIterator(emptying)),
};
