import * as z from 'zod';
import { done, errorName, id, procedure, text, ticketed, timeMs } from './procedure.ts';

export const side = z.enum(['a', 'b']);

const datasetCard = z.object({
  name: z.string(),
  version: z.int(),
  versionId: id,
  images: z.object({ a: z.int(), b: z.int() }),
  judge: z.object({ a: z.int(), b: z.int() }),
  /** What the sides are called. */
  domains: z.object({ a: z.string(), b: z.string() }),
  createdMs: timeMs,
  isSample: z.boolean(),
});
export type DatasetCard = z.infer<typeof datasetCard>;

/** Every finding is a filter of the board. */
const finding = z.object({
  kind: z.enum(['left-out', 'near-duplicate', 'on-both-sides', 'small', 'missing', 'changed']),
  level: z.enum(['ok', 'note', 'warning', 'problem']),
  text: z.string(),
  count: z.int(),
});
export type DatasetFinding = z.infer<typeof finding>;

const datasetImage = z.object({
  /** Its place in the side of the version; with it, the picture's address is made. */
  index: z.int(),
  path: z.string(),
  widthPixels: z.int(),
  heightPixels: z.int(),
  isJudge: z.boolean(),
  findings: z.array(finding.shape.kind),
});
export type DatasetImage = z.infer<typeof datasetImage>;

/** A bin of a facet, as a filter of the board: `short-side:3`. */
const facetName = z.enum(['short-side', 'shape', 'orientation', 'colour', 'colour-space']);
const facetFilter = z.templateLiteral([facetName, ':', z.int()]);
export type FacetFilter = z.infer<typeof facetFilter>;

/** How many pictures of each side are of a range or kind. */
const facet = z.object({
  name: facetName,
  bins: z.array(
    z.object({
      filter: facetFilter,
      /** In words, and in a few characters. */
      label: z.string(),
      tick: z.string(),
      /** Whether all that can be in it are smaller than the training size. */
      isSmall: z.boolean(),
      a: z.int(),
      b: z.int(),
    }),
  ),
});
export type DatasetFacet = z.infer<typeof facet>;

const leftOut = z.object({ side, path: z.string(), reason: errorName, message: z.string() });

/** Folders A and B: surveyed, cleaned and frozen. */
export const datasetsContract = {
  list: procedure.output(z.array(datasetCard)),
  /** `smallerThanPixels` is the size that training will have. */
  get: procedure.input(z.object({ name: z.string(), smallerThanPixels: z.int() })).output(
    datasetCard.extend({
      findings: z.array(finding),
      leftOut: z.array(leftOut),
      versions: z.array(z.int()),
    }),
  ),
  /** Sizes, shapes and colours of both sides, counted. */
  overview: procedure
    .input(z.object({ name: z.string(), smallerThanPixels: z.int() }))
    .output(z.array(facet)),
  images: procedure
    .input(
      z.object({
        name: z.string(),
        side,
        filter: z.union([finding.shape.kind, z.enum(['all', 'judge']), facetFilter]),
        smallerThanPixels: z.int(),
        /** Of these places of the side only, as when a person looks through what they marked. */
        among: z.array(z.int()).max(500).optional(),
        offset: z.int().min(0),
        limit: z.int().min(1).max(500),
      }),
    )
    .output(z.object({ total: z.int(), images: z.array(datasetImage) })),
  /** Of each group of near-duplicates all but the sharpest. */
  worseCopies: procedure
    .input(z.object({ name: z.string() }))
    .output(z.object({ a: z.array(z.int()), b: z.array(z.int()) })),
  /** Surveys both folders as a job and freezes them as the next version. */
  import: procedure
    .input(
      z.object({
        name: text(100),
        a: z.array(ticketed).min(1),
        b: z.array(ticketed).min(1),
        /** Judge photos held back on each side. */
        judge: z.int().min(0).max(8),
      }),
    )
    .output(z.object({ jobId: id })),
  /** Imports the bundled pair of small sets as a job; `jobId` is null when it is there. */
  addSample: procedure.output(z.object({ name: z.string(), jobId: id.nullable() })),
  /** The next version: pictures excluded or moved to the other side, judge photos chosen. */
  freeze: procedure
    .input(
      z.object({
        name: z.string(),
        exclude: z.object({ a: z.array(z.int()), b: z.array(z.int()) }),
        /** Of each side, those that belong to the other. */
        move: z.object({ a: z.array(z.int()), b: z.array(z.int()) }).optional(),
        judge: z.object({ a: z.array(z.int()).max(8), b: z.array(z.int()).max(8) }),
      }),
    )
    .output(datasetCard),
  rename: procedure.input(z.object({ name: z.string(), to: text(100) })).output(done),
};
