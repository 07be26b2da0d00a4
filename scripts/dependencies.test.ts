import { expect, test } from 'vitest';
import lock from '../package-lock.json' with { type: 'json' };
import manifest from '../package.json' with { type: 'json' };

const wanted: Readonly<Record<string, string>> = { ...manifest.dependencies, ...manifest.devDependencies };

test('dependencies: S-21 every version is exact', () => {
  const loose = Object.entries(wanted).filter(([, version]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version));
  expect(loose).toEqual([]);
});

test('dependencies: S-21 the lock file has the versions that are asked for', () => {
  const packages = lock.packages as Readonly<Record<string, { readonly version?: string }>>;
  const other = Object.keys(wanted).filter(
    (name) => packages[`node_modules/${name}`]?.version !== wanted[name],
  );
  expect(other).toEqual([]);
});

test('dependencies: S-21 all packages of oRPC have one version', () => {
  const versions = Object.keys(wanted)
    .filter((name) => name.startsWith('@orpc/'))
    .map((name) => wanted[name]);
  expect(new Set(versions).size).toBe(1);
});

test('dependencies: S-21 SQLite speaks Node-API, so that it runs in Node and in Electron unbuilt', () => {
  expect(Number(wanted['better-sqlite3']!.split('.')[0])).toBeGreaterThanOrEqual(13);
});
