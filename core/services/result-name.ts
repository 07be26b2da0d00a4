import { extname, basename } from 'node:path';

const longestNameBytes = 255; // of common file systems
/** Names that Windows keeps for devices, whatever follows their first dot. */
const deviceName = /^(con|prn|aux|nul|com\d|lpt\d)(?=\.|$)/i;

export interface ResultNaming {
  readonly photo: string;
  readonly style: string;
  /** With its dot. */
  readonly extension: string;
  /** 1 is the plain name; later ones are numbered. */
  readonly attempt: number;
}

/** `IMG_1.jpg` in style `dusk` -> `IMG_1.dusk.jpg`, then `IMG_1.dusk-2.jpg`; a long stem is cut so that the name fits. */
export function resultName({ photo, style, extension, attempt }: ResultNaming): string {
  const number = attempt === 1 ? '' : `-${attempt}`;
  const ending = `.${safePart(style)}${number}${extension}`;
  const stem = basename(photo, extname(photo)).replace(deviceName, '_$&');
  return `${cutToBytes(stem, longestNameBytes - Buffer.byteLength(ending))}${ending}`;
}

/** The photo's own extension where it names the format, otherwise the format's usual one. */
export function resultExtension(photo: string, format: string): string {
  const own = extname(photo);
  return (extensions[format] ?? []).includes(own.toLowerCase())
    ? own
    : (extensions[format]?.[0] ?? `.${format}`);
}

const extensions: Readonly<Record<string, readonly string[]>> = {
  jpeg: ['.jpg', '.jpeg', '.jfif', '.jpe'],
  png: ['.png'],
  webp: ['.webp'],
  tiff: ['.tif', '.tiff'],
  avif: ['.avif'],
};

/** What every file system takes as part of a name: no separators, reserved signs or control characters. */
export function safePart(text: string): string {
  const safe = text.replace(/[\p{Cc}<>:"/\\|?*]/gu, '_').replace(/^[.\s]+|[.\s]+$/g, '');
  return cutToBytes(safe === '' ? '_' : safe, 100);
}

/** A file's name without its ending as every file system takes it, with room for a number and an ending. */
export function fileStem(text: string): string {
  const safe = text.replace(/[\p{Cc}<>:"/\\|?*]/gu, '_').replace(/^[.\s]+|[.\s]+$/g, '');
  return cutToBytes((safe === '' ? '_' : safe).replace(deviceName, '_$&'), 200);
}

/** Whole characters only. */
function cutToBytes(text: string, bytes: number): string {
  let kept = text;
  while (Buffer.byteLength(kept) > bytes) kept = [...kept].slice(0, -1).join('');
  return kept;
}
