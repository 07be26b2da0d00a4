import { eventIterator } from '@orpc/contract';
import * as z from 'zod';
import { failure, procedure, ticketed } from './procedure.ts';

const optionField = z.object({
  name: z.string(),
  help: z.string(),
  kind: z.enum(['number', 'integer', 'switch', 'choice']),
  defaultValue: z.union([z.number(), z.string(), z.boolean()]).optional(),
  choices: z.array(z.string()).optional(),
});

const facts = z.object({
  version: z.string(),
  /** Where the page runs: its own window or a browser. */
  host: z.enum(['electron', 'browser']),
  platform: z.enum(['linux', 'darwin', 'win32', 'other']),
  library: z.object({
    name: z.string(),
    isReadOnly: z.boolean(),
    /** No work is taken up and the usual settings are in force, until it is opened as usual. */
    isSafeMode: z.boolean(),
    problem: failure.nullable(),
  }),
  /** Formats that this build really reads, by name, e.g. `JPEG`. */
  formats: z.array(z.string()),
  /** Formats that it really writes. */
  writtenFormats: z.array(z.string()),
  methods: z.array(
    z.object({ id: z.string(), title: z.string(), summary: z.string(), fields: z.array(optionField) }),
  ),
});
export type AppFacts = z.infer<typeof facts>;
export type MethodFacts = AppFacts['methods'][number];

/** A picture of 100 megapixels, uncompressed. */
const mostPastedBytes = 400_000_000;

/** What a page has to read again. `ids` is absent where anything of that topic may have changed. */
const change = z.object({
  topic: z.enum([
    'photos',
    'albums',
    'results',
    'styles',
    'datasets',
    'runs',
    'jobs',
    'settings',
    'actions',
    'library',
  ]),
  ids: z.array(z.union([z.int(), z.string()])).optional(),
});
export type Change = z.infer<typeof change>;

const notice = z.object({ level: z.enum(['note', 'warning', 'problem']), message: z.string() });

/** The app itself. */
export const appContract = {
  facts: procedure.output(facts),
  /** Ends when the caller leaves it. */
  changes: procedure.output(eventIterator(change)),
  /** What was noticed at the start: a damaged file of settings, a failed backup ... */
  notices: procedure.output(z.array(notice)),
  /** Tells what a drop or choice is before anything is done with it. */
  look: procedure.input(z.object({ tickets: z.array(ticketed).min(1) })).output(
    z.object({
      photos: z.int(),
      folders: z.int(),
      models: z.int(),
      others: z.int(),
    }),
  ),
  /** A picture of the clipboard that has no file gets a ticket as a dropped file does. */
  keepPasted: procedure.input(z.object({ picture: z.file().min(1).max(mostPastedBytes) })).output(ticketed),
  /** A text about this app and machine that holds no names, paths or keys. */
  diagnosticReport: procedure.output(z.object({ text: z.string() })),
};
