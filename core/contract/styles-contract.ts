import * as z from 'zod';
import { direction, done, failure, id, procedure, text, ticketed, timeMs } from './procedure.ts';
import { trashProcedures } from './trash-contract.ts';

const styleCard = z.object({
  id,
  name: z.string(),
  method: z.string(),
  origin: z.enum(['bundled', 'trained', 'imported']),
  licence: z.string(),
  /** Plain words of its maker: what it is good at and not for. */
  notes: z.string(),
  state: z.enum(['ready', 'missing', 'refused']),
  domainA: z.string(),
  domainB: z.string(),
  /** One direction or both; the first is the usual one. */
  directions: z.array(
    z.object({ direction, translatorId: id, label: z.string(), sizeBytes: z.int().nullable() }),
  ),
  createdMs: timeMs,
  isTrashed: z.boolean(),
});
export type StyleCard = z.infer<typeof styleCard>;

const styleInfo = styleCard.extend({
  run: z.object({ id, name: z.string(), step: z.int() }).nullable(),
  dataset: z.string().nullable(),
  sha256: z.array(z.string()),
  sizeRule: z.string(),
  inputs: z.string(),
  parameters: z.int().nullable(),
  results: z.int(),
  /** Megapixels in a second on this machine; null until measured. */
  measuredSpeed: z.number().nullable(),
  problem: failure.nullable(),
});
export type StyleInfo = z.infer<typeof styleInfo>;

/** What a network takes black and white for: -1 to 1, 0 to 1, or 0 to 255. */
const valueRange = z.enum(['signed', 'unit', 'bytes']);
export type ValueRange = z.infer<typeof valueRange>;

const picturePair = z.object({ before: z.string(), after: z.string() });

const inspection = z.object({
  /** To be given to `add`; works once. */
  ticket: ticketed,
  /** One sentence: what this looks like. */
  summary: z.string(),
  isUsable: z.boolean(),
  /** Every reason at once when it is not. */
  problems: z.array(z.string()),
  /** The stable code of the first of them. */
  code: z.string().nullable(),
  suggestedName: z.string(),
  /** What a package says; empty for other files. */
  suggestedLicence: z.string(),
  suggestedNotes: z.string(),
  /** What was found in it, as rows of a table. */
  facts: z.array(z.object({ label: z.string(), value: z.string() })),
  /** A test picture before and after, as PNG in base64; null where the model cannot be used. */
  test: picturePair.nullable(),
  /** Which values a model of another program is taken to be for; null for others. */
  valueRange: valueRange.nullable(),
  /** Pictures that its maker has put in, as WebP in base64. */
  samples: z.array(picturePair),
});
export type ModelInspection = z.infer<typeof inspection>;

/** Styles: translators with a name and a card. */
export const stylesContract = {
  list: procedure.input(z.object({ trashed: z.boolean() })).output(z.array(styleCard)),
  info: procedure.input(z.object({ styleId: id })).output(styleInfo),
  inspect: procedure
    .input(z.object({ ticket: ticketed, valueRange: valueRange.optional() }))
    .output(inspection),
  add: procedure
    .input(
      z.object({
        ticket: ticketed,
        name: text(100),
        licence: text(200),
        notes: z.string().max(4000),
        valueRange: valueRange.optional(),
      }),
    )
    .output(styleCard),
  /** Puts the file back that a missing style had: another file is refused. */
  locate: procedure.input(z.object({ styleId: id, ticket: ticketed })).output(done),
  rename: procedure.input(z.object({ styleId: id, name: text(100) })).output(done),
  setCard: procedure
    .input(z.object({ styleId: id, licence: text(200), notes: z.string().max(4000) }))
    .output(done),
  trash: procedure.input(z.object({ styleId: id })).output(done),
  restore: procedure.input(z.object({ styleId: id })).output(done),
  /** Styles of one's own; built-in ones and those that work in the queue waits for stay in the trash. */
  ...trashProcedures,
  restoreBundled: procedure.output(done),
  /** Measures it on this machine as a job. */
  measure: procedure.input(z.object({ styleId: id })).output(z.object({ jobId: id })),
  /**
   * A file name and a picture-like address from which the host serves the .onnx file; `largestDifference`, of 1, is that
   * between the file as it stands, which other programs run, and as Diptych runs it.
   */
  export: procedure
    .input(z.object({ styleId: id, direction }))
    .output(z.object({ name: z.string(), address: z.string(), largestDifference: z.number().nullable() })),
  /** Both directions with their card and samples as one `.diptych` file, at an address like that of `export`. */
  exportPackage: procedure
    .input(z.object({ styleId: id }))
    .output(z.object({ name: z.string(), address: z.string() })),
};
