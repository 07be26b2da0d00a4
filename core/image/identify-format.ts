import type { ImageFormat } from './photo.ts';
import { isRawTiff } from './tiff-directory.ts';

/** What a file is by its content. */
export type FoundFormat =
  | { readonly isReadable: true; readonly format: ImageFormat }
  /** `name` completes "is ..."; `advice` is a whole sentence. A film or document is no picture. */
  | {
      readonly isReadable: false;
      readonly name: string;
      readonly advice: string;
      readonly isPicture: boolean;
    };

const saveAs = 'Save it as JPEG or PNG first.';
const heicAdvice =
  'This build cannot read HEIC. Export it as JPEG first, or set the camera to "Most Compatible".';
const rawAdvice = 'This build cannot read camera RAW. Develop it to JPEG or 16-bit TIFF first.';

interface Signature {
  readonly at?: number;
  /** Latin-1 text, one character a byte. */
  readonly text: string;
  readonly found: FoundFormat;
}

const readable = (format: ImageFormat): FoundFormat => ({ isReadable: true, format });
const foreign = (name: string, advice = saveAs): FoundFormat => ({
  isReadable: false,
  name,
  advice,
  isPicture: true,
});
const noPicture = (name: string, advice = saveAs): FoundFormat => ({
  isReadable: false,
  name,
  advice,
  isPicture: false,
});

/** First match wins, so the special comes before the general. */
const signatures: readonly Signature[] = [
  { text: '\xff\xd8\xff', found: readable('jpeg') },
  { text: '\x89PNG\r\n\x1a\n', found: readable('png') },
  { text: 'GIF87a', found: readable('gif') },
  { text: 'GIF89a', found: readable('gif') },
  { at: 8, text: 'WEBPVP8', found: readable('webp') },
  { text: '\xff\x0a', found: foreign('a JPEG XL picture') },
  { text: '\0\0\0\x0cJXL ', found: foreign('a JPEG XL picture') },
  { text: '\0\0\0\x0cjP  ', found: foreign('a JPEG 2000 picture') },
  { text: '\xff\x4f\xff\x51', found: foreign('a JPEG 2000 picture') },
  { text: 'FUJIFILMCCD-RAW', found: foreign('a Fujifilm RAW file', rawAdvice) },
  { at: 6, text: 'HEAPCCDR', found: foreign('a Canon RAW file', rawAdvice) },
  { text: 'IIRO', found: foreign('an Olympus RAW file', rawAdvice) },
  { text: 'IIRS', found: foreign('an Olympus RAW file', rawAdvice) },
  { text: 'IIU\0', found: foreign('a Panasonic RAW file', rawAdvice) },
  { text: 'FOVb', found: foreign('a Sigma RAW file', rawAdvice) },
  { text: '\0MRM', found: foreign('a Minolta RAW file', rawAdvice) },
  { text: '%PDF', found: noPicture('a PDF document') },
  { text: '%!PS', found: noPicture('a PostScript file') },
  { text: '8BPS', found: foreign('a Photoshop document') },
  { text: 'BM', found: foreign('a BMP picture') },
  { text: '\0\0\x01\0', found: foreign('a Windows icon') },
  { text: '\0\0\x02\0', found: foreign('a Windows cursor') },
  { text: 'DDS ', found: foreign('a DDS texture') },
  { text: '\x76\x2f\x31\x01', found: foreign('an OpenEXR picture') },
  { text: '#?RADIANCE', found: foreign('a Radiance HDR picture') },
  { text: 'gimp xcf', found: foreign('a GIMP document') },
  { text: 'PK\x03\x04', found: noPicture('a ZIP archive', 'Unpack it first.') },
  { text: 'RIFF', found: noPicture('a RIFF file that is no WebP picture', 'It is left alone.') },
];

/** Says by its content what a file is, or `undefined` when nothing is known about it. Errors: none. */
export function identifyFormat(bytes: Uint8Array): FoundFormat | undefined {
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, 1024)).toString('latin1');
  const isTiff = /^(II[*+]\0|MM\0[*+])/.test(head);
  if (isTiff) {
    const isRaw = head.startsWith('CR', 8) || isRawTiff(bytes);
    return isRaw ? foreign('a camera RAW file', rawAdvice) : readable('tiff');
  }
  if (head.startsWith('ftyp', 4)) return identifyIsoMedia(head);
  const match = signatures.find(({ at = 0, text }) => head.startsWith(text, at));
  return match?.found ?? identifyText(head);
}

/** The boxes of ISO/IEC 14496-12: HEIC, AVIF, Canon's CR3 and films share one container and differ by brand. */
function identifyIsoMedia(head: string): FoundFormat {
  const boxBytes = Math.min(Buffer.from(head.slice(0, 4), 'latin1').readUInt32BE(0), 256);
  const brands = [head.slice(8, 12), ...(head.slice(16, Math.max(16, boxBytes)).match(/.{4}/gs) ?? [])];
  const major = brands[0] ?? '';
  if (major === 'avis') return foreign('an animated AVIF picture');
  if (brands.includes('avif')) return readable('avif');
  if (major === 'crx ') return foreign('a Canon RAW file', rawAdvice);
  if (brands.some((brand) => /^(he[iv][cxms]|mif[12]|msf1)$/.test(brand))) {
    return foreign('an iPhone HEIC photo', heicAdvice);
  }
  return noPicture('a film or sound file', 'Take a still picture from it first.');
}

function identifyText(head: string): FoundFormat | undefined {
  const text = head.replace(/^\xef\xbb\xbf/, '').trimStart();
  if (/^(<\?xml[^]*?)?(<!--[^]*?-->\s*)*(<!DOCTYPE svg|<svg[\s>])/i.test(text))
    return foreign('an SVG drawing');
  if (/^P[1-7][\s#]/.test(text)) return foreign('a PNM picture');
  return undefined;
}
