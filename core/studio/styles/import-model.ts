import { access, rm } from 'node:fs/promises';
import { basename, extname, relative, join } from 'node:path';
import type { StyleRow } from '../../catalog/styles.ts';
import { CoreError } from '../../contract/core-error.ts';
import type { ModelInspection } from '../../contract/styles-contract.ts';
import { freeName } from '../../services/library-names.ts';
import type { LibraryFolder } from '../../services/library-folder.ts';
import { translatorFile } from '../../services/translator-file.ts';
import type { TranslatorRow } from '../../catalog/translators.ts';
import { importedName, type ModelFacts } from '../../work/inspect-model-task.ts';
import type { House } from '../house.ts';
import type { Ticket } from '../tickets.ts';
import { factRows } from './model-report.ts';
import { styleOf, translatorsOf } from './find-style.ts';
import { rememberFacts } from './model-facts.ts';
import type { StyleEffects } from './style-effects.ts';

/** Says what a model file is, before it is added. Throws `ticket-unknown`, `model-not-found`. */
export async function inspectModel(
  house: House,
  ticket: string,
  signal: AbortSignal,
): Promise<ModelInspection> {
  const chosen = house.tickets.take(ticket);
  const { path } = chosen;
  const facts = await house.engines.run('pictures', 'inspect-model', { path }, { signal });
  return {
    ticket: house.tickets.mint(chosen),
    summary: summaryOf(facts),
    isUsable: facts.problems.length === 0,
    problems: [...facts.problems],
    suggestedName: facts.manifest?.name ?? basename(chosen.name, extname(chosen.name)),
    facts: [...factRows(facts)],
    test: facts.test,
  };
}

function summaryOf({ manifest, sizeBytes }: ModelFacts): string {
  const size = sizeBytes < 1e6 ? `${Math.ceil(sizeBytes / 1e3)} kB` : `${(sizeBytes / 1e6).toFixed(1)} MB`;
  if (manifest === null) return `This is not a model that Diptych can use (${size}).`;
  const { method, domains, size: rule } = manifest;
  return `This looks like a ${methodNames[method] ?? method} generator that turns ${domains.from} into ${domains.to}: ${size}, pictures of any size from ${rule.minimum} pixels on.`;
}

const methodNames: Readonly<Record<string, string>> = { cyclegan: 'CycleGAN' };

export interface NewModel {
  readonly ticket: string;
  readonly name: string;
  readonly licence: string;
  readonly notes: string;
}

/**
 * Copies a model file into the library, checks the copy and makes a style of it; the same content is the style that it
 * is already. Throws `ticket-unknown`, `refused-model`, `disk-full`, `write-failed`.
 */
export async function addModel(
  house: House,
  effects: StyleEffects,
  model: NewModel,
  signal: AbortSignal,
): Promise<StyleRow> {
  const ticket = house.tickets.take(model.ticket);
  const input = { path: ticket.path, copyTo: house.library.translators };
  const facts = await house.engines.run('pictures', 'inspect-model', input, { signal });
  if (facts.manifest === null || facts.problems.length > 0) throw refused(ticket, facts);
  if (ticket.isUpload) await rm(ticket.path, { force: true });
  rememberFacts(house, facts);
  return (await knownStyle(house, effects, facts)) ?? newStyle(house, effects, model, facts);
}

function refused({ name }: Ticket, { problems }: ModelFacts): CoreError {
  const message = `"${name}" was not added: ${problems.join('; ')}. Ask its author for a translator that Diptych made.`;
  return new CoreError('refused-model', message, { problems });
}

/** A style with this content, out of the trash, and with its file again where that was gone. */
async function knownStyle(
  house: House,
  effects: StyleEffects,
  { sha256 }: ModelFacts,
): Promise<StyleRow | undefined> {
  const { catalog, actions } = house;
  const known = catalog.translators.bySha256(sha256);
  if (known !== undefined && (await isGone(known, house))) useImported(house, known);
  const style = known && catalog.styles.get(known.styleId);
  if (style !== undefined && style.trashedMs !== null)
    actions.perform(`Restore ${style.name}`, effects.place, { styleIds: [style.id], isTrashed: false });
  return style && catalog.styles.get(style.id);
}

function newStyle(
  { catalog, actions, library }: House,
  effects: StyleEffects,
  { name: wanted, licence, notes }: NewModel,
  { manifest, sha256 }: ModelFacts,
): StyleRow {
  const { method, direction, domains, step } = manifest!; // asked for by the caller
  const [domainA, domainB] = direction === 'a-to-b' ? [domains.from, domains.to] : [domains.to, domains.from];
  return catalog.transaction(() => {
    const name = freeName(wanted, (candidate) => catalog.styles.byName(candidate) !== undefined);
    const style = catalog.styles.add({ name, method, origin: 'imported', licence, notes, bundledKey: null });
    const file = importedFile(library, sha256);
    catalog.translators.add({
      ...{ name, file, sha256, runId: null, step, direction, domainA, domainB, licence },
      origin: 'imported',
      styleId: style.id,
    });
    const payload = { styleIds: [style.id], isTrashed: false };
    actions.record(`Add ${name}`, effects.place, { undo: { ...payload, isTrashed: true }, redo: payload });
    return style;
  });
}

function importedFile({ root, translators }: LibraryFolder, sha256: string): string {
  return relative(root, join(translators, importedName(sha256)));
}

function isGone(row: TranslatorRow, house: House): Promise<boolean> {
  return access(translatorFile(row, house)).then(
    () => false,
    () => true,
  );
}

function useImported({ catalog, library, changes }: House, { id, sha256 }: TranslatorRow): void {
  catalog.translators.relocate(id, importedFile(library, sha256));
  changes.publish({ topic: 'styles' });
}

/**
 * Gives a style the file again that is gone, from wherever it is now: a copy goes into the library. Throws
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
  const { sha256 } = await house.engines.run('pictures', 'inspect-model', { path: ticket.path }, { signal });
  const row = missing.find((one) => one.sha256 === sha256);
  if (row === undefined) throw notTheFile(ticket, name, sha256);
  const input = { path: ticket.path, copyTo: house.library.translators };
  const facts = await house.engines.run('pictures', 'inspect-model', input, { signal });
  if (facts.sha256 !== sha256 || facts.problems.length > 0) throw refused(ticket, facts);
  if (ticket.isUpload) await rm(ticket.path, { force: true });
  rememberFacts(house, facts);
  useImported(house, row);
}

function notTheFile({ name }: Ticket, style: string, sha256: string): CoreError {
  const message = `"${name}" is not the file that "${style}" had: its content is another. Choose the file with the SHA-256 of the card, or import this one as a model of its own.`;
  return new CoreError('invalid-option', message, { sha256 });
}
