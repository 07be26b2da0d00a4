import { rm } from 'node:fs/promises';
import { basename, extname, relative, join } from 'node:path';
import type { StyleRow } from '../../catalog/styles.ts';
import { CoreError } from '../../contract/core-error.ts';
import type { ModelInspection } from '../../contract/styles-contract.ts';
import { freeName } from '../../services/library-names.ts';
import { importedName, type ModelFacts } from '../../work/inspect-model-task.ts';
import type { House } from '../house.ts';
import type { Ticket } from '../tickets.ts';
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
  };
}

function summaryOf({ manifest, sizeBytes }: ModelFacts): string {
  const size = `${(sizeBytes / 1e6).toFixed(1)} MB`;
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
  return knownStyle(house, effects, facts) ?? newStyle(house, effects, model, facts);
}

function refused({ name }: Ticket, { problems }: ModelFacts): CoreError {
  const message = `"${name}" was not added: ${problems.join('; ')}. Ask its author for a translator that Diptych made.`;
  return new CoreError('refused-model', message, { problems });
}

/** A style with this content, out of the trash. */
function knownStyle(
  { catalog, actions }: House,
  effects: StyleEffects,
  { sha256 }: ModelFacts,
): StyleRow | undefined {
  const known = catalog.translators.bySha256(sha256);
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
    const file = relative(library.root, join(library.translators, importedName(sha256)));
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
