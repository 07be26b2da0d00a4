import { describe, expect, test } from 'vitest';
import { identifyFormat } from './identify-format.ts';

const found = (text: string) => identifyFormat(Buffer.from(text, 'latin1'));
const isoMedia = (...brands: string[]) =>
  found(
    `\0\0\0${String.fromCharCode(8 + 4 * (brands.length + 1))}ftyp${brands[0]}\0\0\0\0${brands.slice(1).join('')}`,
  );

describe('format by content (S-25)', () => {
  test.each([
    ['one byte', 'x'],
    ['plain text', 'Dear diary'],
    ['a page', '<!DOCTYPE html><html><svg></svg></html>'],
    ['an unfinished TIFF signature', 'II'],
  ])('%s is unknown', (_, text) => {
    expect(found(text)).toBeUndefined();
  });

  test.each([
    ['an SVG drawing', '<svg xmlns="http://www.w3.org/2000/svg">'],
    ['an SVG drawing', '\xef\xbb\xbf<?xml version="1.0"?>\n<!-- made by hand -->\n<svg>'],
    ['a PDF document', '%PDF-1.7'],
    ['a PostScript file', '%!PS-Adobe-3.0 EPSF-3.0'],
    ['a BMP picture', 'BM\x36\x10'],
    ['a Photoshop document', '8BPS\0\x01'],
    ['a JPEG XL picture', '\xff\x0a\0\0'],
    ['a JPEG XL picture', '\0\0\0\x0cJXL \r\n\x87\n'],
    ['a JPEG 2000 picture', '\0\0\0\x0cjP  \r\n\x87\n'],
    ['a camera RAW file', 'II*\0\x10\0\0\0CR\x02\0'],
    ['a Fujifilm RAW file', 'FUJIFILMCCD-RAW 0201'],
    ['a PNM picture', 'P6\n640 480\n255\n'],
  ])('%s is named and refused', (name, text) => {
    expect(found(text)).toMatchObject({ isReadable: false, name });
  });

  test.each([['heic'], ['heix'], ['hevc'], ['mif1']])('the brand %s is an iPhone HEIC photo', (brand) => {
    expect(isoMedia(brand)).toMatchObject({
      isReadable: false,
      name: 'an iPhone HEIC photo',
      advice: expect.stringContaining('cannot read HEIC') as string,
    });
  });

  test('a film is named and refused', () => {
    expect(isoMedia('isom', 'mp41')).toMatchObject({ isReadable: false, name: 'a film or sound file' });
  });

  test('AVIF is known by any of its brands, even when the first one is general', () => {
    expect(isoMedia('avif', 'mif1')).toEqual({ isReadable: true, format: 'avif' });
    expect(isoMedia('mif1', 'miaf', 'avif')).toEqual({ isReadable: true, format: 'avif' });
  });

  test.each([
    ['jpeg', '\xff\xd8\xff\xe0'],
    ['png', '\x89PNG\r\n\x1a\n\0'],
    ['gif', 'GIF89a'],
    ['webp', 'RIFF\x10\0\0\0WEBPVP8 '],
    ['tiff', 'II*\0\x08\0\0\0'],
    ['tiff', 'MM\0*\0\0\0\x08'],
  ])('%s is readable', (format, text) => {
    expect(found(text)).toEqual({ isReadable: true, format });
  });
});
