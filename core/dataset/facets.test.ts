import { expect, test } from 'vitest';
import { countBins, facetsOf, isInBin, type FacetName } from './facets.ts';
import type { DatasetImage, DatasetManifest } from './manifest.ts';

type Facts = Partial<DatasetImage>;

function manifestOf(a: readonly Facts[], b: readonly Facts[] = []): DatasetManifest {
  const imagesOf = (facts: readonly Facts[]) =>
    facts.map((fact, i) => ({
      ...{ path: `${i}.png`, sizeBytes: 1, sha256: '0'.repeat(64), widthPixels: 100, heightPixels: 100 },
      ...fact,
    }));
  return {
    ...{ formatVersion: 1, name: 'set', version: 1, createdAt: new Date(0).toISOString() },
    domains: { a: { folder: '/a', images: imagesOf(a) }, b: { folder: '/b', images: imagesOf(b) } },
    ...{ leftOut: [], warnings: [], judge: { a: [], b: [] } },
  };
}

/** The bins of side A that are not empty. */
function counted(name: FacetName, a: readonly Facts[], b: readonly Facts[] = []): Record<string, number> {
  const manifest = manifestOf(a, b);
  const facet = facetsOf(manifest).find((one) => one.name === name)!;
  const counts = countBins(facet, manifest.domains.a.images);
  return Object.fromEntries(
    facet.bins.map(({ tick }, place) => [tick, counts[place]!] as const).filter(([, count]) => count > 0),
  );
}

const sized = (widthPixels: number, heightPixels: number): Facts => ({ widthPixels, heightPixels });

test('facets: a bin, or a facet, that there is not holds no picture', () => {
  const manifest = manifestOf([sized(100, 100)]);
  for (const filter of ['short-side:99', 'short-side:-1', 'mood:1', 'short-side'])
    expect(isInBin(manifest, 'a', filter)(0)).toBe(false);
});

test('facets: what an older manifest does not say is not known, not guessed', () => {
  expect(counted('colour', [{}, { isGrey: true }, { isGrey: false }])).toEqual({
    'In colour': 1,
    'Grey-scale': 1,
    'Colour not known': 1,
  });
  expect(counted('colour-space', [{}])).toEqual({ 'Colour space not known': 1 });
});

test('facets: a size that is a limit belongs to the bin that begins there', () => {
  const sizes = [sized(63, 900), sized(64, 900), sized(900, 255), sized(256, 256), sized(9000, 5000)];
  expect(counted('short-side', sizes)).toEqual({ '<64': 1, '64': 1, '128': 1, '256': 1, '4k': 1 });
});

test('facets: a picture and the same one turned are in mirrored shapes', () => {
  const wide = [sized(1600, 900), sized(3000, 2000), sized(400, 300), sized(100, 99)];
  const upright = wide.map(({ widthPixels, heightPixels }) => sized(heightPixels!, widthPixels!));
  expect(counted('shape', wide)).toEqual({ '16:9': 1, '3:2': 1, '4:3': 1, '1:1': 1 });
  expect(counted('shape', upright)).toEqual({ '9:16': 1, '2:3': 1, '3:4': 1, '1:1': 1 });
});

test('facets: portrait, square and landscape', () => {
  expect(counted('orientation', [sized(1, 2), sized(2, 2), sized(3, 2), sized(4, 2)])).toEqual({
    ...{ Portrait: 1, Square: 1, Landscape: 2 },
  });
});

test('facets: the frequent colour spaces of both sides have bins, the others one', () => {
  const spaces = ['sRGB', 'sRGB', 'Display P3', 'CMYK', 'Lab', 'Adobe RGB (1998)', 'Mine', 'Yours'];
  const a = spaces.map((colourSpace) => ({ colourSpace }));
  const b = ['CMYK', 'Lab', 'Display P3', 'Mine'].map((colourSpace) => ({ colourSpace }));
  expect(counted('colour-space', a, b)).toEqual({
    ...{ sRGB: 2, 'Display P3': 1, CMYK: 1, Lab: 1, Mine: 1 },
    'Other colour spaces': 2,
  });
});
