import { readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import { fileOf } from '../../archive/zip-stand-in.ts';
import { encodeModel, makeNode, makeTensor, makeValueInfo } from '../../engine/onnx/model-proto.ts';
import type { NodeProto } from '../../engine/onnx/onnx-types.ts';
import { actionsPart } from '../actions/actions-part.ts';
import { openHouse, type TestHouse } from '../house-stand-in.ts';
import { stylesPart } from './styles-part.ts';

const call = { signal: new AbortController().signal };
const open = () => openHouse([actionsPart, stylesPart]);

/** A network of another program: half as bright, in whatever values it takes. */
function foreign(nodes: readonly NodeProto[] = [makeNode('Mul', ['x', 'half'], ['y'])]): Uint8Array {
  return encodeModel({
    irVersion: 8,
    opsetImport: [{ domain: '', version: 17 }],
    graph: {
      name: 'main',
      node: [...nodes],
      initializer: [makeTensor('half', [1], Float32Array.of(0.5))],
      input: [makeValueInfo('x', [1, 3, 64, 64])],
      output: [makeValueInfo('y', [1, 3, 64, 64])],
    },
  });
}

const choose = ({ house }: TestHouse, bytes: Uint8Array) =>
  house.tickets.mint({ path: fileOf(bytes), name: 'dim.onnx', kind: 'file', isUpload: false });

const labels = (facts: readonly { readonly label: string }[]) => facts.map(({ label }) => label);

test('foreign models: what cannot be used is described all the same, its operators by name (H3)', async () => {
  const test = await open();
  const bytes = foreign([makeNode('GridSample', ['x', 'x'], ['a']), makeNode('Softmax', ['a'], ['y'])]);
  const found = await test.areas.styles.inspect({ ticket: choose(test, bytes) }, call);
  expect(found).toMatchObject({ isUsable: false, code: 'D-MOD-001', valueRange: null });
  expect(found.problems).toHaveLength(2);
  expect(found.facts).toContainEqual({ label: 'Not supported', value: 'GridSample, Softmax' });
  expect(labels(found.facts)).toEqual(expect.arrayContaining(['Inputs', 'Outputs', 'Operator sets']));
  expect(readdirSync(test.house.library.translators)).toEqual([]);
});

test('foreign models: one that fits is tried with the values that it seems to take', async () => {
  const test = await open();
  const found = await test.areas.styles.inspect({ ticket: choose(test, foreign()) }, call);
  expect(found).toMatchObject({ isUsable: true, valueRange: 'bytes', suggestedName: 'dim' });
  expect(new Set(labels(found.facts)).size).toBe(found.facts.length);
  const other = await test.areas.styles.inspect({ ticket: found.ticket, valueRange: 'signed' }, call);
  expect(other.valueRange).toBe('signed');
  expect(other.test?.after).not.toBe(found.test?.after);
  expect(readdirSync(test.house.library.translators)).toEqual([]);
});

test('foreign models: an added one is a style, one for each range, and is found again by its file', async () => {
  const test = await open();
  const add = (valueRange: 'signed' | 'bytes') =>
    test.areas.styles.add(
      { name: 'Dim', licence: 'MIT', notes: '', valueRange, ticket: choose(test, foreign()) },
      call,
    );
  const style = await add('signed');
  expect(style).toMatchObject({ name: 'Dim', state: 'ready' });
  expect((await add('signed')).id).toBe(style.id);
  expect((await add('bytes')).id).not.toBe(style.id);
  const row = test.house.catalog.translators.ofStyle(style.id)[0]!;
  test.house.catalog.translators.relocate(row.id, '/gone.onnx');
  await test.areas.styles.locate({ styleId: style.id, ticket: choose(test, foreign()) }, call);
  expect(await test.areas.styles.info({ styleId: style.id }, call)).toMatchObject({ state: 'ready' });
});
