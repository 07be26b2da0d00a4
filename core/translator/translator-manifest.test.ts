import { expect, test } from 'vitest';
import {
  decodeTranslatorManifest,
  encodeTranslatorManifest,
  type TranslatorManifest,
} from './translator-manifest.ts';

const manifest: TranslatorManifest = {
  formatVersion: 1,
  name: 'day to dusk',
  method: 'cyclegan',
  domains: { from: 'day', to: 'dusk' },
  direction: 'a-to-b',
  size: { multipleOf: 4, minimum: 8 },
  run: 'first',
  step: 300,
  licence: 'unknown',
  createdAt: '2026-01-02T03:04:05.000Z',
  trainedSizePixels: 128,
};

function decoded(metadata: Record<string, string>) {
  return decodeTranslatorManifest(new Map(Object.entries(metadata)));
}

function changed(change: object) {
  const [[key, text]] = Object.entries(encodeTranslatorManifest(manifest)) as [[string, string]];
  return decoded({ [key]: JSON.stringify({ ...JSON.parse(text), ...change }) });
}

test('translator manifest: a file without one is told so', () => {
  expect(decoded({ author: 'someone' })).toEqual({
    problem: 'it has no manifest of Diptych in its metadata',
  });
});

test('translator manifest: text that is not JSON is told so', () => {
  const [key] = Object.keys(encodeTranslatorManifest(manifest));
  expect(decoded({ [key!]: '{' })).toEqual({ problem: 'its manifest is not JSON' });
});

test('translator manifest: a newer format is named as the field that is wrong', () => {
  expect((changed({ formatVersion: 2 }) as { problem: string }).problem).toContain('formatVersion');
});

test('translator manifest: a size rule of nothing is refused', () => {
  expect(changed({ size: { multipleOf: 0, minimum: 8 } })).toHaveProperty('problem');
});

test('translator manifest: control and direction signs are taken out of names (S-49)', () => {
  const hostile = `nice\u202egpj.exe\u0000\n${'x'.repeat(10_000)}`;
  const name = (changed({ name: hostile }) as TranslatorManifest).name;
  expect(name).toHaveLength(200);
  expect(name).toMatch(/^nicegpj\.exex+$/);
});

test('translator manifest: comes back as it was written', () => {
  expect(decoded(encodeTranslatorManifest(manifest))).toEqual(manifest);
});
