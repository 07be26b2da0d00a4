import { expect, test } from 'vitest';
import { iptcKeywords } from './iptc-keywords.ts';
import { iptcOf, resourceOf } from './keywords-stand-in.ts';

const two = iptcOf([2, 25, 'sea'], [2, 25, 'dusk']);
const caption = iptcOf([2, 120, 'A caption']);
const utf8 = [1, 90, '\x1b%G'] as const;

test.each([
  ['no bytes', Buffer.alloc(0)],
  ['zeros', Buffer.alloc(40)],
  ['text', Buffer.from('sea, dusk')],
  ['another resource', resourceOf(0x0409, two)],
  ['a mark alone', Buffer.from('8BIM')],
  ['a name that is longer than all', Buffer.from('8BIM\x04\x04\xff123456', 'latin1')],
])('IPTC keywords: there are none in %s', (_, bytes) => expect(iptcKeywords(bytes)).toEqual([]));

test('IPTC keywords: of a block that is cut those before the cut are read', () => {
  expect(iptcKeywords(two.subarray(0, -1))).toEqual(['sea']);
  expect(iptcKeywords(two.subarray(0, 3))).toEqual([]);
});

test('IPTC keywords: a length that only large data has ends the reading', () => {
  expect(iptcKeywords(Buffer.concat([two, Buffer.from([0x1c, 2, 25, 0x80, 4, 0, 0, 0, 1, 65])]))).toEqual([
    'sea',
    'dusk',
  ]);
});

test('IPTC keywords: a bare block is read, with other data in it', () => {
  expect(iptcKeywords(Buffer.concat([caption, two]))).toEqual(['sea', 'dusk']);
});

test("IPTC keywords: a block among Photoshop's resources is read, whatever their names and sizes", () => {
  const resources = [resourceOf(0x03ed, Buffer.alloc(3), 'ab'), resourceOf(0x0404, two, 'c')];
  expect(iptcKeywords(Buffer.concat(resources))).toEqual(['sea', 'dusk']);
  expect(iptcKeywords(Buffer.concat([Buffer.from('Photoshop 3.0\0'), ...resources]))).toEqual([
    'sea',
    'dusk',
  ]);
});

test('IPTC keywords: UTF-8 is read, said or not', () => {
  expect(iptcKeywords(iptcOf(utf8, [2, 25, 'Z\u00fcrich \u{1F98A}']))).toEqual(['Z\u00fcrich \u{1F98A}']);
  expect(iptcKeywords(iptcOf([2, 25, 'Z\u00fcrich']))).toEqual(['Z\u00fcrich']);
});

test('IPTC keywords: what is no UTF-8 is Latin-1, also where the block says otherwise', () => {
  const latin = Buffer.from('Z\u00fcrich', 'latin1');
  expect(iptcKeywords(iptcOf([2, 25, latin]))).toEqual(['Z\u00fcrich']);
  expect(iptcKeywords(iptcOf(utf8, [2, 25, latin]))).toEqual(['Z\u00fcrich']);
});

test('IPTC keywords: what is said to be Latin-1 is that', () => {
  // c3 a9 is one letter in UTF-8 and two in Latin-1
  expect(iptcKeywords(iptcOf([1, 90, '\x1b.A'], [2, 25, Buffer.from([0xc3, 0xa9])]))).toEqual([
    '\u00c3\u00a9',
  ]);
});
