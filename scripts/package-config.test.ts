import { globSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

interface Config {
  readonly extends?: string;
  readonly electronFuses: Readonly<Record<string, boolean>>;
  readonly asarUnpack: readonly string[];
  readonly files: readonly string[];
  readonly linux: { readonly target: readonly string[] };
  readonly win: { readonly target: readonly string[] };
  readonly mac: { readonly target: readonly string[] };
}

const root = fileURLToPath(new URL('..', import.meta.url));
const read = (name: string) => JSON.parse(readFileSync(`${root}/${name}`, 'utf8')) as Config;
const release = read('electron-builder.json');

test('package: S-17 the fuses are those of a release', () => {
  expect(release.electronFuses).toEqual({
    runAsNode: false,
    enableNodeOptionsEnvironmentVariable: false,
    enableNodeCliInspectArguments: false,
    onlyLoadAppFromAsar: true,
    enableEmbeddedAsarIntegrityValidation: true,
    grantFileProtocolExtraPrivileges: false,
    enableCookieEncryption: true,
  });
});

test('package: S-18 the build for tests differs in the inspect fuse only', () => {
  expect(read('electron-builder.e2e.json')).toEqual({
    extends: './electron-builder.json',
    electronFuses: { enableNodeCliInspectArguments: true },
  });
});

test('package: S-19 nothing that runs in Electron forks its binary', () => {
  const electronFiles = globSync('electron/**/*.ts', { cwd: root }).filter(
    (file) => !file.includes('.test.'),
  );
  for (const file of electronFiles)
    expect(readFileSync(`${root}/${file}`, 'utf8')).not.toMatch(/child_process|process\.execPath/);
  const starters = globSync('core/**/*.ts', { cwd: root })
    .filter((file) => !/\.test\.|-stand-in/.test(file))
    .filter((file) => readFileSync(`${root}/${file}`, 'utf8').includes("from 'node:child_process'"))
    .map((file) => file.replaceAll('\\', '/'));
  // Engines under Node, and the browser that `diptych serve --open` asks for; Electron gives its own way to start engines.
  expect(starters.toSorted()).toEqual(['core/cli/serve-command.ts', 'core/jobs/fork-engine.ts']);
});

test.each(['**/*.map', '**/*.ts', '**/.env*', '**/*.{key,pem,p12,pfx}', '**/*.{test,spec}.*'])(
  'package: S-20 %s stays out',
  (pattern) => {
    expect(release.files).toContain(`!${pattern}`);
  },
);

test('package: S-20 every package with native files is unpacked', () => {
  const { dependencies } = JSON.parse(readFileSync(`${root}/package.json`, 'utf8')) as {
    readonly dependencies: Readonly<Record<string, string>>;
  };
  const native = Object.keys(dependencies).filter(
    (name) => globSync('**/*.node', { cwd: `${root}/node_modules/${name}` }).length > 0,
  );
  expect(native.length).toBeGreaterThan(0);
  for (const name of [...native, 'sharp', '@img'])
    expect(release.asarUnpack).toContain(`node_modules/${name}/**`);
});

test('package: every system has its installer', () => {
  expect([release.linux.target, release.win.target, release.mac.target]).toEqual([
    ['AppImage', 'deb'],
    ['nsis'],
    ['dmg'],
  ]);
});

test('package: the configuration is what electron-builder takes', async () => {
  const builder = createRequire(createRequire(import.meta.url).resolve('electron-builder'));
  const { validateConfiguration } = builder('app-builder-lib/out/util/config/config') as {
    validateConfiguration(config: object, log: { isEnabled: boolean; add(): void }): Promise<void>;
  };
  await expect(
    validateConfiguration(structuredClone(release), { isEnabled: false, add: () => undefined }),
  ).resolves.toBeUndefined();
});
