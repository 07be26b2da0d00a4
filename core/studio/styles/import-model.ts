import { rm } from 'node:fs/promises';
import { basename, extname } from 'node:path';
import type { StyleRow } from '../../catalog/styles.ts';
import { CoreError } from '../../contract/core-error.ts';
import { errorCodes } from '../../contract/error-codes.ts';
import type { ModelInspection, ValueRange } from '../../contract/styles-contract.ts';
import {
  addImported,
  isGone,
  refusedImport,
  useAgain,
  type ImportedCard,
} from '../../services/add-imported.ts';
import { suggestedNotes } from '../../services/package-card.ts';
import type { TranslatorRow } from '../../catalog/translators.ts';
import type { InspectedModel } from '../../work/inspect-model-task.ts';
import type { House } from '../house.ts';
import type { Ticket } from '../tickets.ts';
import { modelRows, modelSummary } from './model-report.ts';
import { styleOf, translatorsOf } from './find-style.ts';
import { rememberFacts } from './model-facts.ts';
import type { StyleEffects } from './style-effects.ts';

/** Says what a model file is, before it is added. Throws `ticket-unknown`, `model-not-found`. */
export async function inspectModel(
  house: House,
  { ticket, range }: { readonly ticket: string; readonly range: ValueRange | undefined },
  signal: AbortSignal,
): Promise<ModelInspection> {
  const chosen = house.tickets.take(ticket);
  const found = await look(house, chosen, { isKept: false, range }, signal);
  const { problems, reason, samples, translators } = found;
  return {
    ticket: house.tickets.mint(chosen),
    summary: modelSummary(found),
    isUsable: problems.length === 0,
    problems: [...problems],
    code: reason === null ? null : errorCodes[reason].code,
    ...suggested(found, chosen),
    facts: [...modelRows(found)],
    valueRange: found.range,
    test: translators[0]?.test ?? null,
    samples: [...samples],
  };
}

function suggested(
  { about, card, translators }: InspectedModel,
  { name }: Ticket,
): Pick<ModelInspection, 'suggestedName' | 'suggestedLicence' | 'suggestedNotes'> {
  if (card !== null)
    return {
      suggestedName: card.name,
      suggestedLicence: card.licence,
      suggestedNotes: suggestedNotes(card),
    };
  const own = about === null ? translators[0]?.manifest?.name : undefined; // what was made of it has no name
  const suggestedName = own ?? basename(name, extname(name));
  return { suggestedName, suggestedLicence: '', suggestedNotes: '' };
}

/** The longest that looking at a model may take (S-50). */
const inspectionMs = 5 * 60_000;

interface Look {
  readonly isKept: boolean;
  readonly range: ValueRange | undefined;
}

function look(house: House, { path }: Ticket, options: Look, signal: AbortSignal): Promise<InspectedModel> {
  const input = { path, folder: house.library.translators, ...options };
  return house.engines.run('pictures', 'inspect-model', input, { signal, silenceMs: inspectionMs });
}

export interface NewModel extends ImportedCard {
  readonly ticket: string;
  /** Of a model of another program; guessed when undefined. */
  readonly range: ValueRange | undefined;
}

/**
 * Copies a model file into the library, checks the copy and makes a style of it; the same content is the style that it
 * is already. Throws `ticket-unknown`, `refused-model`, `refused-archive`, `disk-full`, `write-failed`.
 */
export async function addModel(
  house: House,
  effects: StyleEffects,
  model: NewModel,
  signal: AbortSignal,
): Promise<StyleRow> {
  const { catalog, actions, changes } = house;
  const ticket = house.tickets.take(model.ticket);
  const found = await look(house, ticket, { isKept: true, range: model.range }, signal);
  await kept(house, ticket, found);
  const { style, isNew } = await addImported(catalog, house, found, model);
  changes.publish({ topic: 'styles', ids: [style.id] });
  const place = { styleIds: [style.id], isTrashed: false };
  if (isNew)
    actions.record(`Add ${style.name}`, effects.place, { undo: { ...place, isTrashed: true }, redo: place });
  else if (style.trashedMs !== null) actions.perform(`Restore ${style.name}`, effects.place, place);
  return styleOf(catalog, style.id);
}

/** What was found is remembered, and an upload has done its part. Throws the reason why it cannot be used. */
async function kept(house: House, ticket: Ticket, found: InspectedModel): Promise<void> {
  if (found.problems.length > 0) throw refusedImport(ticket.name, found);
  if (ticket.isUpload) await rm(ticket.path, { force: true });
  for (const each of found.translators) rememberFacts(house, each);
}

/**
 * Gives a style the files again that are gone, from wherever they are now: copies go into the library. Throws
 * `invalid-option` when nothing is missing or it is another file, `refused-model`, `disk-full`, `write-failed`.
 */
export async function locateModel(
  house: House,
  order: { readonly styleId: number; readonly ticket: string },
  signal: AbortSignal,
): Promise<void> {
  const ticket = house.tickets.take(order.ticket);
  const { name } = styleOf(house.catalog, order.styleId);
  const missing: TranslatorRow[] = [];
  for (const row of translatorsOf(house.catalog, order.styleId))
    if (await isGone(row, house)) missing.push(row);
  if (missing.length === 0)
    throw new CoreError('invalid-option', `No file of "${name}" is missing. There is nothing to locate.`);
  const fits = ({ translators }: InspectedModel): boolean =>
    translators.some((each) => missing.some(({ sha256 }) => sha256 === each.sha256));
  const ranges = [undefined, 'signed', 'unit', 'bytes'] as const; // a model of another program is one for each
  for (const range of ranges) {
    const seen = await look(house, ticket, { isKept: false, range }, signal);
    if (fits(seen)) return useFound(house, ticket, { missing, range }, signal);
    if (seen.range === null) break;
  }
  throw notTheFile(ticket, name);
}

async function useFound(
  house: House,
  ticket: Ticket,
  { missing, range }: { readonly missing: readonly TranslatorRow[]; readonly range: ValueRange | undefined },
  signal: AbortSignal,
): Promise<void> {
  const found = await look(house, ticket, { isKept: true, range }, signal);
  await kept(house, ticket, found);
  for (const row of missing)
    if (found.translators.some(({ sha256 }) => sha256 === row.sha256))
      await useAgain(house.catalog, house, row);
  house.changes.publish({ topic: 'styles' });
}

function notTheFile({ name }: Ticket, style: string): CoreError {
  const message = `"${name}" is not the file that "${style}" had: its content is another. Choose the file with the SHA-256 of the card, or import this one as a model of its own.`;
  return new CoreError('invalid-option', message);
}
