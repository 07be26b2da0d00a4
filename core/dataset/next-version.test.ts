import { expect, test } from 'vitest';
import { formatManifest, parseManifest, pictureFile, type DatasetManifest } from './manifest.ts';
import { nextVersion, type VersionChange } from './next-version.ts';
import { warningOf } from './warnings-for.ts';

const none = { a: [], b: [] };

function manifestOf(a: readonly string[], b: readonly string[]): DatasetManifest {
  const imagesOf = (paths: readonly string[], digit: string) =>
    paths.map((path) => ({
      ...{ path, sizeBytes: 1, sha256: digit.repeat(64), widthPixels: 32, heightPixels: 32 },
    }));
  return {
    ...{ formatVersion: 1, name: 'set', version: 1, createdAt: new Date(0).toISOString() },
    domains: {
      a: { folder: '/photos/fields', images: imagesOf(a, 'a') },
      b: { folder: '/photos/nights', images: imagesOf(b, 'b') },
    },
    ...{ leftOut: [], warnings: [], judge: { a: [], b: [] } },
  };
}

const small = (): DatasetManifest => manifestOf(['1.png', '2.png', '3.png'], ['1.png', 'x.png']);
const change = (rest: Partial<VersionChange>): VersionChange => ({
  ...{ version: 2, exclude: none, judge: none },
  ...rest,
});
const pathsOf = ({ domains: { a, b } }: DatasetManifest) => ({
  a: a.images.map(({ path }) => path),
  b: b.images.map(({ path }) => path),
});

test('next version: a picture that there is not, or that is left out, cannot change sides', () => {
  for (const wrong of [{ move: { a: [9], b: [] } }, { move: { a: [0], b: [] }, exclude: { a: [0], b: [] } }])
    expect(() => nextVersion(small(), change(wrong))).toThrow(
      expect.objectContaining({ reason: 'invalid-option' }),
    );
});

test('next version: a picture that changes sides cannot be a judge photo of the one that it leaves', () => {
  const both = change({ move: { a: [0], b: [] }, judge: { a: [0], b: [] } });
  expect(() => nextVersion(small(), both)).toThrow(/judge photo/);
});

test('next version: a side that would be empty is refused', () => {
  expect(() => nextVersion(small(), change({ move: { a: [0, 1], b: [] } }))).toThrow(
    expect.objectContaining({ reason: 'too-few-images' }),
  );
});

test('next version: a moved picture keeps its file and hash, and has a path that the side does not have', () => {
  const next = nextVersion(small(), change({ move: { a: [0], b: [] } }));
  expect(pathsOf(next)).toEqual({ a: ['2.png', '3.png'], b: ['1.png', 'x.png', 'fields/1.png'] });
  const moved = next.domains.b.images[2]!;
  expect([pictureFile(next.domains.b, moved), moved.sha256]).toEqual([
    '/photos/fields/1.png',
    'a'.repeat(64),
  ]);
  expect(parseManifest(formatManifest(next))).toEqual(next);
});

test('next version: a path that is taken grows by another folder', () => {
  const from = manifestOf(['1.png', '2.png', '3.png'], ['fields/1.png', 'x.png']);
  const next = nextVersion(from, change({ move: { a: [0], b: [] } }));
  expect(pathsOf(next).b).toEqual(['fields/1.png', 'x.png', 'photos/fields/1.png']);
  expect(pictureFile(next.domains.b, next.domains.b.images[2]!)).toBe('/photos/fields/1.png');
});

test('next version: a picture that is moved back is as it was', () => {
  const there = nextVersion(small(), change({ move: { a: [0], b: [] } }));
  const back = nextVersion(there, change({ version: 3, move: { a: [], b: [2] } }));
  expect(pathsOf(back)).toEqual({ a: ['2.png', '3.png', '1.png'], b: ['1.png', 'x.png'] });
  expect(back.domains.a.images[2]).toEqual(small().domains.a.images[0]);
});

test('next version: pictures may change sides both ways at once', () => {
  const next = nextVersion(small(), change({ move: { a: [0], b: [0] } }));
  expect(pathsOf(next)).toEqual({ a: ['2.png', '3.png', 'nights/1.png'], b: ['x.png', 'fields/1.png'] });
});

test('next version: a picture that seemed to be on both sides is a copy once both are on one', () => {
  const from = { ...small(), warnings: [warningOf(['a/1.png', 'b/x.png'])] };
  const { warnings } = nextVersion(from, change({ move: { a: [0], b: [] } }));
  expect(warnings).toMatchObject([{ kind: 'near-duplicate', paths: ['b/fields/1.png', 'b/x.png'] }]);
});
