import { expect, test } from 'vitest';
import { coveredKernels } from './covered-kernels-stand-in.ts';
import { allLowerings } from './lowerings.ts';

test('lowerings: a property test compares each of them with TensorFlow.js', () => {
  const covered = Object.values(coveredKernels).flat();
  expect(covered.toSorted()).toEqual(allLowerings.map(({ kernel }) => kernel).toSorted());
});
