import { CoreError } from '../contract/core-error.ts';

const mostDepth = 32;
const mostBytes = 200;
const deviceName = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i;

/**
 * The parts of an upload's relative path as this system takes them. What climbs, is absolute or hides something is
 * refused with `invalid-option`; what it only dislikes is repaired, so that one odd name does not stop a hundred photos.
 */
export function uploadPath(given: string, platform: NodeJS.Platform = process.platform): readonly string[] {
  const parts = given.split('/');
  const isFine =
    given !== '' &&
    parts.length <= mostDepth &&
    parts.every((part) => part !== '' && part !== '.' && part !== '..' && !isHiding(part));
  if (isFine) return parts.map((part) => repaired(part, platform));
  throw new CoreError(
    'invalid-option',
    'An upload has a name that leads elsewhere or cannot be kept. Rename the file and drop it again.',
  );
}

/** Backslashes lead elsewhere on Windows, and a name ends at a NUL for some. */
function isHiding(part: string): boolean {
  return /[\\\0]/.test(part) || /^[a-z]:$/i.test(part);
}

/** Control characters go everywhere; device names, trailing dots and the signs of its commands where Windows minds them. */
function repaired(part: string, platform: NodeJS.Platform): string {
  const shown = part.replace(/\p{Cc}/gu, '_');
  if (platform !== 'win32') return cut(shown);
  const plain = shown.replace(/[<>:"|?*]/g, '_').replace(/[. ]+$/, (end) => '_'.repeat(end.length));
  return cut(deviceName.test(plain) ? `_${plain}` : plain);
}

/** Keeps the ending, which people and programs know a file by. */
function cut(name: string): string {
  if (Buffer.byteLength(name) <= mostBytes) return name;
  const ending = /\.[\w]{1,8}$/.exec(name)?.[0] ?? '';
  const letters = [...name.slice(0, name.length - ending.length)];
  while (Buffer.byteLength(letters.join('')) + ending.length > mostBytes) letters.pop();
  return `${letters.join('')}${ending}`;
}
