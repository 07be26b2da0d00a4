import { access } from 'node:fs/promises';
import { addBundledStyles, readBundledStyles } from '../../services/bundled-styles.ts';
import { safePart } from '../../services/result-name.ts';
import { translatorFile } from '../../services/translator-file.ts';
import type { House } from '../house.ts';
import type { MakePart } from '../part.ts';
import type { ServePicture } from '../picture.ts';
import { measureStyleJob } from './measure-style-job.ts';
import { packageFile, packageName } from './package-file.ts';
import { createStyleEffects } from './style-effects.ts';
import { createStylesArea } from './styles-area.ts';

/** Styles: their cards, their files, and those that come with the app. */
export const stylesPart: MakePart = (house) => {
  const { catalog, resources } = house;
  const effects = createStyleEffects(catalog);
  return {
    areas: { styles: createStylesArea(house, effects) },
    pictures: { model: serveModel(house), package: servePackage(house) },
    jobs: [measureStyleJob(house)],
    effects: [effects.name, effects.card, effects.place],
    async prepare() {
      if (!catalog.readOnly) addBundledStyles(catalog, await readBundledStyles(resources));
    },
  };
};

/** `model/<translator>`: the .onnx file, to be saved. */
function serveModel(house: House): ServePicture {
  return async ([translatorId = '']) => {
    const row = house.catalog.translators.get(Number(translatorId));
    if (row === undefined) return undefined;
    return {
      path: translatorFile(row, house),
      contentType: 'application/octet-stream',
      downloadName: `${safePart(row.name)}.${row.direction}.onnx`,
      isImmutable: false,
    };
  };
}

/** `package/<style>`: the .diptych file that was made last, to be saved. */
function servePackage(house: House): ServePicture {
  return async ([styleId = '']) => {
    const style = house.catalog.styles.get(Number(styleId));
    if (style === undefined) return undefined;
    const path = packageFile(house, style.id);
    return access(path).then(
      () => ({
        path,
        contentType: 'application/octet-stream',
        downloadName: packageName(style),
        isImmutable: false,
      }),
      () => undefined,
    );
  };
}
