import { expect, test } from 'vitest';
import { stepOf } from './agreement-stand-in.ts';
import type { Layout } from './layout.ts';
import { lowerGraph } from './lower-graph.ts';
import { given, placed, type Placed } from './memory-stand-in.ts';
import { traceStep } from '../run/compile-step.ts';

const places = {
  plain: { shape: [2, 3, 4, 5], place: 'plain' },
  nchw: { shape: [2, 3, 4, 5], place: 'image' },
  oihw: { shape: [3, 3, 4, 5], place: 'filter' },
  ohwi: { shape: [3, 3, 8, 8], place: 'filter' },
} satisfies Record<Layout, Placed>;

test.each(Object.entries(places))('property tests: they meet tensors that lie %s', (layout, place) => {
  const step = stepOf([
    { title: '', inputs: { x: given(place) }, run: ({ x }) => ({ y: placed(place, x!) }) },
  ]);
  const specs = { 'input:0/x': step.inputs['0/x']! };
  expect(lowerGraph(traceStep(step), specs, { target: 'run' }).layouts).toMatchObject({
    'output:0/y': layout,
  });
});
