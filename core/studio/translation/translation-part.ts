import type { Area } from '../area.ts';
import type { House } from '../house.ts';
import type { MakePart } from '../part.ts';
import { estimate } from './estimate.ts';
import { createExportArea, serveExported } from './export-area.ts';
import { exportJob } from './export-job.ts';
import { lookRoutes } from './look-routes.ts';
import { makePreview } from './make-preview.ts';
import { PreviewDesk } from './preview-desk.ts';
import { prunePreviews } from './preview-files.ts';
import { translationAdder, type AddTranslations } from './add-translations.ts';
import { pasteRecipe, startTranslation } from './start-translation.ts';
import { translateJob } from './translate-job.ts';
import { translationEffect } from './translation-effect.ts';

/** Photos in another look: previews, full size, and out as files. */
export const translationPart: MakePart = (house) => {
  const desk = new PreviewDesk(house);
  const effect = translationEffect(house);
  const add = translationAdder(house, effect);
  return {
    areas: { translation: createTranslationArea(house, desk, add) },
    pictures: { ...lookRoutes(house, desk), export: serveExported(house) },
    jobs: [translateJob(house, effect), exportJob(house)],
    effects: [effect],
    async prepare() {
      if (house.catalog.readOnly) return;
      addPresets(house);
      await prunePreviews(house.library);
    },
  };
};

function createTranslationArea(house: House, desk: PreviewDesk, add: AddTranslations): Area<'translation'> {
  return {
    preview: (request, { signal }) => makePreview(house, desk, request, signal),
    estimate: ({ photoIds, look }) => estimate(house, photoIds, look),
    start: (order) => startTranslation(house, add, order),
    pasteRecipe: (parts) => pasteRecipe(house, add, parts),
    ...createExportArea(house, add),
  };
}

/** The presets that come with the app. */
function addPresets({ catalog }: House): void {
  if (catalog.presets.list().some(({ isDefault }) => isDefault)) return;
  const common = {
    template: '{name} {style}',
    collision: 'number',
    keepsFolders: false,
    tellsOrigin: false,
  } as const;
  catalog.transaction(() => {
    catalog.presets.add({ ...common, name: 'Share', format: 'jpeg', quality: 90, metadata: 'safe' }, true);
    catalog.presets.add(
      { ...common, name: 'Keep everything', format: 'same', quality: 95, metadata: 'all' },
      true,
    );
  });
}
