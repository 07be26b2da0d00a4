import * as z from 'zod';
import { failure, id, procedure, ticket, timeMs } from './procedure.ts';

export const settings = z.object({
  theme: z.enum(['system', 'light', 'dark']),
  /** Keys without Ctrl, such as `T` and `1`. */
  singleKeys: z.boolean(),
  importPlace: z.enum(['link', 'copy']),
  /** Shown to the person; chosen through `chooseExportFolder`. */
  exportFolder: z.string(),
  /** Largest photo to translate, in megapixels. */
  megapixelLimit: z.int().min(1).max(1000),
  thumbnailPixels: z.int().min(96).max(512),
  /** The queue starts nothing until a person lets it go on, also after a restart. */
  isQueueHeld: z.boolean(),
  /** What becomes of copies, results, styles and runs when their trash is emptied. */
  emptiedTrash: z.enum(['system-trash', 'deleted']),
  /** Hints that were shown once. */
  hintsSeen: z.array(z.string()),
  /** Searches of the library that were kept, as typed. */
  savedSearches: z.array(z.string().min(1).max(200)).max(50),
  lastStyle: z
    .object({ styleId: z.int(), direction: z.enum(['a-to-b', 'b-to-a']), strength: z.number() })
    .nullable(),
});
export type Settings = z.infer<typeof settings>;

const engine = z.object({
  id: z.string(),
  name: z.string(),
  kind: z.enum(['cpu', 'gpu']),
  /** What it computes through, e.g. `onnxruntime 1.30 cpu`. */
  runtime: z.string(),
  memoryBytes: z.int().nullable(),
  state: z.enum(['untested', 'ok', 'wrong', 'unavailable']),
  testedMs: timeMs.nullable(),
  /** Megapixels in a second with a small style. */
  megapixelsPerSecond: z.number().nullable(),
  usedFor: z.array(z.string()),
  problem: z.string().nullable(),
});
export type Engine = z.infer<typeof engine>;

const space = z.object({ label: z.string(), bytes: z.int() });

export const settingsContract = {
  get: procedure.output(settings),
  set: procedure.input(settings.omit({ exportFolder: true }).partial()).output(settings),
  /** Null puts the usual folder back. */
  chooseExportFolder: procedure.input(z.object({ ticket: ticket.nullable() })).output(settings),
  engines: procedure.output(z.array(engine)),
  testEngines: procedure.output(z.object({ jobId: id })),
};

/** The library as a whole. Works also while its catalog cannot be opened. */
export const libraryContract = {
  state: procedure.output(
    z.object({ name: z.string(), folder: z.string(), isReadOnly: z.boolean(), problem: failure.nullable() }),
  ),
  /** Opens it anew: as usual, or in safe mode, which takes up no work and has the usual settings. */
  open: procedure
    .input(z.object({ isSafeMode: z.boolean() }))
    .output(z.object({ problem: failure.nullable() })),
  space: procedure.output(z.object({ used: z.array(space), freeBytes: z.int() })),
  check: procedure.output(z.object({ jobId: id })),
  /** Checks again and repairs what it says it repairs. Changes of photos and results can be undone. */
  repair: procedure.output(z.object({ jobId: id })),
  findings: procedure.output(
    z.object({
      checkedMs: timeMs.nullable(),
      /** `repair` is what a repair does about it, null where only a person can do something. */
      problems: z.array(z.object({ code: z.string(), message: z.string(), repair: z.string().nullable() })),
      repaired: z.array(z.string()),
    }),
  ),
  backUp: procedure.output(z.object({ name: z.string() })),
  backups: procedure.output(z.array(z.object({ name: z.string(), createdMs: timeMs, sizeBytes: z.int() }))),
  /** Puts a backup in the catalog's place; what was there is kept aside. */
  restore: procedure
    .input(z.object({ name: z.string() }))
    .output(z.object({ keptAside: z.string().nullable() })),
  /** Makes the catalog anew from the library's files; what was there is kept aside. */
  rebuild: procedure.output(
    z.object({ datasets: z.int(), runs: z.int(), styles: z.int(), keptAside: z.string().nullable() }),
  ),
};
