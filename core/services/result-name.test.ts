import { expect, test } from 'vitest';
import { resultExtension, resultName, safePart } from './result-name.ts';

const naming = { photo: '/in/IMG_1.jpg', style: 'dusk', extension: '.jpg', attempt: 1 };

test('result name: S-07 signs that lead out of the folder are replaced in a style', () => {
  expect(safePart('../../etc/passwd\0:x')).toBe('_.._etc_passwd__x');
});

test('result name: a style of dots alone still has a name', () => {
  expect(safePart(' .. ')).toBe('_');
});

test('result name: S-07 a device name of Windows is defused', () => {
  expect(resultName({ ...naming, photo: '/in/CON.jpg' })).toBe('_CON.dusk.jpg');
});

test('result name: S-34 a long name is cut to 255 bytes at a whole character', () => {
  const name = resultName({ ...naming, photo: `/in/${'é'.repeat(120)}🦊🦊.jpg` }); // 2 * 120 + 8 + 4 bytes + 5 for the style
  expect(name).toBe(`${'é'.repeat(120)}🦊.dusk.jpg`); // 240 + 4 + 9 = 253
});

test('result name: later attempts are numbered', () => {
  expect(resultName({ ...naming, attempt: 2 })).toBe('IMG_1.dusk-2.jpg');
});

test('result name: S-34 percent and hash signs are kept', () => {
  expect(resultName({ ...naming, photo: '/in/50% #1.png' })).toBe('50% #1.dusk.jpg');
});

test('result name: the extension stays where it names the format', () => {
  expect([
    resultExtension('a.JPEG', 'jpeg'),
    resultExtension('a.jpg', 'png'),
    resultExtension('a', 'tiff'),
  ]).toEqual(['.JPEG', '.png', '.tif']);
});
