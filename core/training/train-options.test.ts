import { expect, it } from 'vitest';
import { completeOptions, parseOptions, trainOptions } from './train-options.ts';

const complete = (given: Record<string, unknown>) => completeOptions(parseOptions(trainOptions, given));

it('options: an unknown name is refused with the known ones', () => {
  expect(() => complete({ stepz: 3 })).toThrow(/no option "stepz". There are: size, load, crop/);
});

it.each([
  ['steps', 0],
  ['steps', 1.5],
  ['batch', '2'],
  ['learningRate', -1],
  ['seed', Number.NaN],
])('options: %s may not be %s', (name, value) => {
  expect(() => complete({ [name]: value })).toThrow(expect.objectContaining({ reason: 'invalid-option' }));
  expect(() => complete({ [name]: value })).toThrow(`The option "${name}" is`);
});

it('options: pictures may not be loaded smaller than they are cropped', () => {
  expect(() => complete({ load: 64, crop: 128 })).toThrow(/"load" must be at least the crop of 128/);
});

it('options: the rate cannot begin to fall after the end', () => {
  expect(() => complete({ steps: 10, decayFrom: 11 })).toThrow(/"decayFrom" must be at most the 10 steps/);
});

it('options: load is 286/256 of the size, crop is the size, the rate falls from half of the steps', () => {
  expect(complete({ size: 128, steps: 301 })).toMatchObject({ load: 143, crop: 128, decayFrom: 150 });
});

it('options: without any they are those of the paper', () => {
  expect(complete({})).toMatchObject({
    size: 256,
    load: 286,
    crop: 256,
    batch: 1,
    learningRate: 2e-4,
    poolSize: 50,
  });
});
