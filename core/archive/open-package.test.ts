import { expect, onTestFinished, test } from 'vitest';
import { openPackage, type OpenedPackage } from './open-package.ts';
import { packageBytes } from './package-bytes.ts';
import { fileOf, madeZip, type MadeMember } from './zip-stand-in.ts';
import { openZip } from './open-zip.ts';

const card = {
  ...{ name: 'Evening', method: 'cyclegan', domainA: 'day', domainB: 'dusk', licence: 'MIT' },
  ...{ notes: 'For towns.\nNot for people.', source: 'Made by me', training: '2,000 steps' },
};
const sample = { before: Buffer.from('before'), after: Buffer.from('after') };
const both = packageBytes(card, [
  { direction: 'a-to-b', model: Buffer.from('one'), sample },
  { direction: 'b-to-a', model: Buffer.from('other'), sample: null },
]);

/** The members of a good package, to be spoilt. */
async function members(): Promise<MadeMember[]> {
  const zip = await openZip(fileOf(Buffer.concat(both)));
  const found = await Promise.all(
    [...zip.members.keys()].map(async (name) => ({ name, bytes: await zip.read(name) })),
  );
  await zip.close();
  return found;
}

async function opened(made: readonly MadeMember[]): Promise<OpenedPackage> {
  const found = await openPackage(fileOf(madeZip(made)));
  onTestFinished(() => found.close());
  return found;
}

async function withManifest(change: (manifest: Record<string, unknown>) => unknown): Promise<MadeMember[]> {
  const [manifest, ...rest] = await members();
  const content = JSON.parse(String(manifest!.bytes)) as Record<string, unknown>;
  return [{ name: 'diptych.json', bytes: Buffer.from(JSON.stringify(change(content))) }, ...rest];
}

const refused = (message: RegExp) => ({
  reason: 'refused-archive',
  message: expect.stringMatching(message) as string,
});

test('package: an archive without a manifest is none', async () => {
  await expect(opened([{ name: 'a.onnx' }])).rejects.toMatchObject(refused(/no package of Diptych/));
});

test('package: a manifest that is no JSON, no object, or of something else is refused', async () => {
  for (const [text, message] of [
    ['{', /not JSON/],
    ['3', /not an object/],
    ['{"format":"x"}', /no package of Diptych/],
  ] as const)
    await expect(opened([{ name: 'diptych.json', bytes: Buffer.from(text) }])).rejects.toMatchObject(
      refused(message),
    );
});

test('package: one of a newer version says that Diptych is too old', async () => {
  const newer = withManifest((manifest) => ({ ...manifest, formatVersion: 2 }));
  await expect(opened(await newer)).rejects.toMatchObject({
    reason: 'newer-package',
    message: expect.stringMatching(/format version 2.*Update Diptych/) as string,
  });
});

test('package: S-38 a member that is missing, unknown or of another size is named', async () => {
  const all = await members();
  const without = all.filter(({ name }) => name !== 'translators/b-to-a.onnx');
  await expect(opened(without)).rejects.toMatchObject(refused(/"translators\/b-to-a.onnx" is missing/));
  await expect(opened([...all, { name: 'run.sh' }])).rejects.toMatchObject(
    refused(/"run.sh" is not in its list/),
  );
  const longer = all.map((each) =>
    each.name.endsWith('b-to-a.onnx') ? { ...each, bytes: Buffer.from('longer') } : each,
  );
  await expect(opened(longer)).rejects.toMatchObject(refused(/another size/));
});

test('package: S-38 a member whose hash is another is refused when it is read', async () => {
  const all = await members();
  const changed = all.map((each) =>
    each.name === 'translators/a-to-b.onnx' ? { ...each, bytes: Buffer.from('two') } : each,
  );
  const found = await opened(changed);
  await expect(found.read('translators/a-to-b.onnx')).rejects.toMatchObject(refused(/not have the content/));
});

test('package: S-49 a manifest cannot name files other than those of a style', async () => {
  const evil = withManifest((manifest) => ({
    ...manifest,
    translators: [{ direction: 'a-to-b', file: '../../x.onnx' }],
  }));
  await expect(opened(await evil)).rejects.toMatchObject(refused(/wrong about translators.0.file/));
});

test('package: one direction twice is refused', async () => {
  const twice = withManifest((manifest) => ({
    ...manifest,
    translators: (manifest['translators'] as { file: string }[]).map(({ file }) => ({
      direction: 'a-to-b',
      file,
    })),
  }));
  await expect(opened(await twice)).rejects.toMatchObject(refused(/twice/));
});

test('package: a file that nothing of the style names is refused', async () => {
  const named = withManifest((manifest) => ({ ...manifest, samples: [] }));
  await expect(opened(await named)).rejects.toMatchObject(refused(/nothing of a style/));
});

test('package: S-14 control and direction signs are taken out of what people read', async () => {
  const named = withManifest((manifest) => ({
    ...manifest,
    card: { ...card, name: '\u202eEven\u0007ing\n' },
  }));
  expect((await opened(await named)).manifest.card).toEqual(card);
});

test('package: what is packed comes out again, and is always the same bytes', async () => {
  const found = await opened(await members());
  expect(found.manifest.card).toEqual(card);
  expect(found.manifest.translators.map(({ direction }) => direction)).toEqual(['a-to-b', 'b-to-a']);
  expect(String(await found.read('translators/b-to-a.onnx'))).toBe('other');
  expect(String(await found.read(found.manifest.samples[0]!.after))).toBe('after');
});
