import { composeSheet } from '../../core/image/compose-sheet.ts';
import { encodePng } from '../../core/image/encode-image.ts';
import type { Translation } from './held-out.ts';

const cellSizePixels = 192;

/** A PNG with a row a scene: for each direction the input, the translation and the truth, side by side. */
export async function contactSheet(translations: readonly Translation[]): Promise<Buffer> {
  const rows = translations[0]?.inputs.map((_, row) => row) ?? [];
  const cells = rows.flatMap((row) =>
    translations.flatMap(({ inputs, translated, truths }) => [inputs[row], translated[row], truths[row]]),
  );
  const labels = rows.flatMap(() =>
    translations.flatMap(({ name }) =>
      [name.split(' ')[0]!, `translated ${name}`, 'truth'].map((text) => text.toUpperCase()),
    ),
  );
  const sheet = await composeSheet(cells, { columns: 3 * translations.length, cellSizePixels, labels });
  return encodePng(sheet.rgb, sheet.widthPixels, sheet.heightPixels);
}
