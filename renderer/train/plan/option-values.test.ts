import { expect, test } from 'vitest';
import { parseOption, sentenceOf, titleOfOption, withChanges, type OptionField } from './option-values.ts';

const steps: OptionField = { name: 'steps', help: '', kind: 'integer', defaultValue: 200_000 };
const crop: OptionField = { name: 'crop', help: '', kind: 'integer' };
const rate: OptionField = { name: 'learningRate', help: '', kind: 'number', defaultValue: 2e-4 };

test('option: words are no number', () =>
  expect(parseOption(rate, 'fast')).toEqual({ problem: 'Write a number; "fast" is none.' }));
test('option: infinity is no number', () => expect(parseOption(rate, '1e999')).toHaveProperty('problem'));
test('option: a fraction is no whole number', () =>
  expect(parseOption(steps, '1.5')).toEqual({ problem: 'Write a whole number.' }));
test('option: nothing is refused where there is a default', () =>
  expect(parseOption(steps, ' ')).toEqual({ problem: 'Write a value, or reset it to 200000.' }));
test('option: nothing is no value where it follows from other options', () =>
  expect(parseOption(crop, '')).toEqual({ value: undefined }));
test('option: a choice must be of the list', () =>
  expect(parseOption({ name: 'x', help: '', kind: 'choice', choices: ['a'] }, 'b')).toHaveProperty(
    'problem',
  ));
test('option: a number may be written with an exponent', () =>
  expect(parseOption(rate, '1e-4')).toEqual({ value: 1e-4 }));
test('option: the title of a name is in words', () =>
  expect(titleOfOption('lambdaCycle')).toBe('Lambda cycle'));
test('option: the help becomes a sentence with the default in words', () =>
  expect(sentenceOf({ name: 'flip', help: 'mirror half', kind: 'switch', defaultValue: true })).toBe(
    'Mirror half. Default on.',
  ));
test('option: the help of what follows from others has no default', () =>
  expect(sentenceOf({ ...crop, help: 'side; default size' })).toBe('Side; default size.'));
test('option: changes win over the plan, and what was emptied is left out', () =>
  expect(withChanges({ size: 256, crop: 256 }, { size: 128, crop: undefined })).toEqual({ size: 128 }));
