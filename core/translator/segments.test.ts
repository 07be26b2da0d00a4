import { expect, test } from 'vitest';
import { decodeModel, makeNode } from '../engine/onnx/model-proto.ts';
import { checkGraph, type GraphFacts } from './check-graph.ts';
import { planSegments, type SegmentPlan } from './segments.ts';
import { NormStatistics } from './statistics.ts';
import { generatorBytes, modelOf } from './translators-stand-in.ts';

function generatorPlan(): SegmentPlan {
  const model = decodeModel(generatorBytes({ filters: 8, blocks: 2 }));
  return planSegments(model.graph!, checkGraph(model) as GraphFacts);
}

test('segments: each ends at what one instance norm reads, in order', () => {
  expect(generatorPlan().measuring.map(({ measures }) => typeof measures)).toEqual(Array(9).fill('string'));
});

test('segments: wide images at full size are made again, not kept', () => {
  // first convolution: not kept; then one cut each for 2 halvings, 4 convolutions of blocks, 1 doubling; second doubling: not
  const cuts = generatorPlan().measuring.map(({ leaves }) => leaves !== undefined);
  expect(cuts).toEqual([false, true, true, true, true, true, true, true, false]);
});

test('segments: the result starts from what was kept last, or from the photo', () => {
  const { finishing, direct } = generatorPlan();
  expect(finishing.from).toHaveLength(1);
  expect(finishing.from).not.toContain('image');
  expect(direct.from).toEqual(['image']);
  expect(finishing.work).toBeLessThan(direct.work);
});

test('segments: what is kept takes half precision', () => {
  // 16 channels at half size, or 2 x 32 at a quarter: 4 values a pixel, of 2 bytes
  expect(generatorPlan().keptBytesPerPixel).toBe(8);
});

test('statistics: parts of any size give the mean and variance of the whole', () => {
  // values 0, 1 | 2, 5, 5, 5: mean 3; squares 9 + 4 + 1 + 4 + 4 + 4 = 26, variance 26 / 6
  const model = modelOf([makeNode('InstanceNormalization', ['image', 'scale', 'bias'], ['translated'])], {
    scale: [[1], Float32Array.of(2)],
    bias: [[1], Float32Array.of(1)],
  });
  const statistics = new NormStatistics(model.graph!.node![0]!, model.graph!);
  statistics.add(2, Float32Array.of(0.5), Float32Array.of(0.25));
  statistics.add(4, Float32Array.of(4.25), Float32Array.of(1.6875));
  const gain = 2 / Math.sqrt(26 / 6 + 1e-5);
  const { gain: found, offset } = statistics.result();
  expect(found[0]).toBeCloseTo(gain, 5);
  expect(offset[0]).toBeCloseTo(1 - 3 * gain, 5);
});
