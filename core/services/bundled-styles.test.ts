import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { sha256OfFile } from '../files/sha256-of-file.ts';
import { temporaryFolder } from '../files/temporary-folder-stand-in.ts';
import { openTranslator } from '../translator/open-translator.ts';
import { readBundledStyles } from './bundled-styles.ts';

const resources = fileURLToPath(new URL('../../resources', import.meta.url));
const bundled = await readBundledStyles(resources);
const files = bundled.flatMap((style) =>
  style.translators.map((translator) => ({
    style,
    ...translator,
    path: join(resources, 'styles', style.key, translator.file),
  })),
);

test('bundled styles: a folder without any has none', async () => {
  expect(await readBundledStyles(temporaryFolder())).toEqual([]);
});

test('bundled styles: there is at least one, with a card that says what it is good at', () => {
  expect(bundled.length).toBeGreaterThan(0);
  for (const { notes, licence } of bundled)
    expect([notes.includes('Good at'), licence]).toEqual([true, 'MIT']);
});

test.each(files)(
  'bundled styles: $style.name $direction is the file that its card tells, at most 3 MB',
  async (file) => {
    expect(await sha256OfFile(file.path)).toBe(file.sha256);
    expect((await stat(file.path)).size).toBeLessThan(3_000_000);
  },
);

test.each(files)('bundled styles: $style.name $direction is a translator of that name', async (file) => {
  const { manifest } = await openTranslator(file.path);
  const { name, licence, step } = file.style;
  expect(manifest).toMatchObject({ name, licence, step, direction: file.direction });
});
