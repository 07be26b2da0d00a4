import type { RgbImage } from './photo.ts';

/** Height of a line with its margins. */
export const textHeightPixels = 11;

const glyphRows = 7;
const advancePixels = 6;

/** A 5 x 7 face drawn for this program: each glyph is seven rows of five bits, written in base 32, top row first. */
const glyphs: Readonly<Record<string, string>> = {
  A: 'ehhvhhh',
  B: 'uhhuhhu',
  C: 'ehggghe',
  D: 'uhhhhhu',
  E: 'vgguggv',
  F: 'vgguggg',
  G: 'ehgnhhf',
  H: 'hhhvhhh',
  I: 'e44444e',
  J: '72222ic',
  K: 'hikokih',
  L: 'ggggggv',
  M: 'hrlhhhh',
  N: 'hpplljh',
  O: 'ehhhhhe',
  P: 'uhhuggg',
  Q: 'ehhhlid',
  R: 'uhhukih',
  S: 'fgge11u',
  T: 'v444444',
  U: 'hhhhhhe',
  V: 'hhhhha4',
  W: 'hhhhlla',
  X: 'hha4ahh',
  Y: 'hha4444',
  Z: 'v1248gv',
  0: 'ehjlphe',
  1: '4c4444e',
  2: 'eh1248v',
  3: 'v2421he',
  4: '26aiv22',
  5: 'vgu11he',
  6: '68guhhe',
  7: 'v124888',
  8: 'ehhehhe',
  9: 'ehhf12c',
  '.': '00000cc',
  ',': '0000448',
  ':': '0cc0cc0',
  '-': '000v000',
  '+': '044v440',
  '/': '01248g0',
  '%': 'op248j3',
  '(': '2488842',
  ')': '8422248',
  '=': '00v0v00',
  '>': '8421248',
  '<': '248g842',
  _: '000000v',
  '#': 'aavavaa',
  '→': '042v240',
  "'": '4480000',
  '?': 'eh12404',
  '!': '4444404',
};

/** Writes one line in dark grey, in capitals; unknown signs are left blank and what does not fit is cut off. */
export function drawText(
  image: RgbImage,
  text: string,
  { left, top, widthPixels }: { readonly left: number; readonly top: number; readonly widthPixels: number },
): void {
  const signs = [...text.toUpperCase()].slice(0, Math.floor(widthPixels / advancePixels));
  signs.forEach((sign, i) => {
    const rows = glyphs[sign];
    if (rows) drawGlyph(image, rows, left + i * advancePixels, top + 2);
  });
}

function drawGlyph(image: RgbImage, rows: string, left: number, top: number): void {
  for (let y = 0; y < glyphRows; y++) {
    const bits = parseInt(rows[y]!, 32);
    for (let x = 0; x < 5; x++) {
      const at = ((top + y) * image.widthPixels + left + x) * 3;
      if (bits & (16 >> x)) image.rgb.fill(64, at, at + 3);
    }
  }
}
