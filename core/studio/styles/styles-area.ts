import { CoreError } from '../../contract/core-error.ts';
import { addBundledStyles, readBundledStyles } from '../../services/bundled-styles.ts';
import { translatorFile } from '../../services/translator-file.ts';
import { safePart } from '../../services/result-name.ts';
import { packStyle } from '../../services/pack-style.ts';
import type { Area } from '../area.ts';
import type { House } from '../house.ts';
import { styleOf, translatorOf, translatorsOf } from './find-style.ts';
import { addModel, inspectModel, locateModel } from './import-model.ts';
import { factsOf } from './model-facts.ts';
import { packageFile, packageName } from './package-file.ts';
import { cardOf, infoOf } from './style-cards.ts';
import type { StyleEffects } from './style-effects.ts';
import { emptyStyleTrash, styleTrashSize } from './style-trash.ts';

/** Looking at styles and changing their cards. */
export function createStylesArea(house: House, effects: StyleEffects): Area<'styles'> {
  const { catalog, actions, queue } = house;
  return {
    list: ({ trashed }) =>
      Promise.all(catalog.styles.list({ isTrashed: trashed }).map((style) => cardOf(house, style))),
    async info({ styleId }, { signal }) {
      const style = styleOf(catalog, styleId);
      for (const row of translatorsOf(catalog, styleId)) await factsOf(house, row, signal).catch(onlyMissing); // then the card says that it is gone
      return infoOf(house, style);
    },
    inspect: ({ ticket, valueRange }, { signal }) =>
      inspectModel(house, { ticket: ticket.ticket, range: valueRange }, signal),
    async add({ ticket, valueRange: range, ...card }, { signal }) {
      return cardOf(house, await addModel(house, effects, { ...card, range, ticket: ticket.ticket }, signal));
    },
    async locate({ styleId, ticket }, { signal }) {
      await locateModel(house, { styleId, ticket: ticket.ticket }, signal);
      return {};
    },
    rename({ styleId, name }) {
      const { name: before } = styleOf(catalog, styleId);
      assertFree(house, styleId, name);
      if (before !== name) actions.perform(`Rename ${before} to ${name}`, effects.name, { styleId, name });
      return {};
    },
    setCard({ styleId, licence, notes }) {
      const { name } = styleOf(catalog, styleId);
      actions.perform(`Change the card of ${name}`, effects.card, { styleId, licence, notes });
      return {};
    },
    ...trashing(house, effects),
    measure({ styleId }) {
      const { name } = styleOf(catalog, styleId);
      const { id } = queue.add({
        kind: 'measure-style',
        title: `Measure ${name}`,
        payload: { styleId },
        subject: { type: 'style', key: String(styleId) },
      });
      return { jobId: id };
    },
    ...exporting(house),
  };
}

/** Files for other programs and for other people. */
function exporting(house: House): Pick<Area<'styles'>, 'export' | 'exportPackage'> {
  const { catalog } = house;
  return {
    async export({ styleId, direction }, { signal }) {
      const { name } = styleOf(catalog, styleId);
      const row = translatorOf(catalog, styleId, direction);
      const check = { path: translatorFile(row, house) };
      const { largestDifference } = await house.engines.run('pictures', 'check-model', check, { signal });
      const file = `${safePart(name)}.${direction}.onnx`;
      return { name: file, address: `model/${row.id}`, largestDifference };
    },
    async exportPackage({ styleId }, { signal }) {
      const style = styleOf(catalog, styleId);
      const rows = translatorsOf(catalog, styleId);
      await packStyle(
        house,
        { style, rows },
        { target: packageFile(house, styleId), overwrite: true },
        signal,
      );
      return { name: packageName(style), address: `package/${styleId}` };
    },
  };
}

type Trashing = 'trash' | 'restore' | 'trashSize' | 'emptyTrash' | 'restoreBundled';

/** Into the trash, out of it, and gone for good. */
function trashing(house: House, effects: StyleEffects): Pick<Area<'styles'>, Trashing> {
  const { catalog, actions } = house;
  const place = (styleIds: readonly number[], isTrashed: boolean, label: string) => {
    actions.perform(label, effects.place, { styleIds, isTrashed });
    return {};
  };
  return {
    trash: ({ styleId }) => place([styleId], true, `Delete ${styleOf(catalog, styleId).name}`),
    restore: ({ styleId }) => place([styleId], false, `Restore ${styleOf(catalog, styleId).name}`),
    trashSize: () => styleTrashSize(house),
    emptyTrash: (_input, { signal }) => emptyStyleTrash(house, signal),
    async restoreBundled() {
      const rows = addBundledStyles(catalog, await readBundledStyles(house.resources));
      const gone = rows.filter(({ trashedMs }) => trashedMs !== null).map(({ id }) => id);
      return gone.length === 0 ? {} : place(gone, false, 'Restore built-in styles');
    },
  };
}

function onlyMissing(error: unknown): void {
  if (!(error instanceof CoreError && error.reason === 'model-not-found')) throw error;
}

function assertFree({ catalog }: House, styleId: number, name: string): void {
  const taken = catalog.styles.byName(name);
  if (taken === undefined || taken.id === styleId) return;
  const where = taken.trashedMs === null ? '' : ' in the trash';
  const message = `There is another style${where} called "${name}". Choose a different name.`;
  throw new CoreError('invalid-option', message, { name });
}
