import { describe, expect, test } from 'vitest';
import { twoSides } from '../image/pictures-stand-in.ts';
import { importFrom } from './datasets-stand-in.ts';
import { formatManifest, parseManifest, trainingImages, type DatasetManifest } from './manifest.ts';

/** A manifest with one change, as JSON text. */
async function changed(change: (manifest: DatasetManifest) => unknown): Promise<string> {
  const manifest = await importFrom(await twoSides(2, 2));
  return JSON.stringify(change(manifest));
}

describe('dataset manifest', () => {
  test('text that is no JSON is damaged', () => {
    expect(() => parseManifest('{"formatVersion": 1')).toThrow(
      expect.objectContaining({ reason: 'damaged-manifest' }),
    );
  });

  test('a newer format is refused', async () => {
    const json = await changed((manifest) => ({ ...manifest, formatVersion: 2 }));
    expect(() => parseManifest(json)).toThrow(/formatVersion/);
  });

  test.each([['../secret.png'], ['/etc/passwd'], ['C:\\x.png'], ['a/../../b.png'], ['']])(
    'the path "%s" is refused',
    async (path) => {
      const json = await changed((manifest) => {
        manifest.domains.a.images[0]!.path = path;
        return manifest;
      });
      expect(() => parseManifest(json)).toThrow(/domains\.a\.images\.0\.path/);
    },
  );

  test('a hash that is no SHA-256 is refused', async () => {
    const json = await changed((manifest) => {
      manifest.domains.b.images[1]!.sha256 = 'abc';
      return manifest;
    });
    expect(() => parseManifest(json)).toThrow(/domains\.b\.images\.1\.sha256/);
  });

  test('judge photos are never trained on', async () => {
    const manifest = await importFrom(await twoSides(8, 2));
    const names = trainingImages(manifest, 'a').map(({ path }) => path);
    expect(names.length).toBe(7);
    expect(names).not.toContain(manifest.judge.a[0]);
    expect(parseManifest(formatManifest(manifest))).toEqual(manifest);
  });
});
