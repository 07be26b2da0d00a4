import { CoreError } from '../contract/core-error.ts';

const mostDepth = 32;
const mostBytes = 200;
const deviceName = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i;

/**
 * The parts of an upload's relative path as every file system takes them. What climbs, is absolute or hides something
 * is refused with `invalid-option`; what only some systems dislike (device names, trailing dots, colons) is repaired.
 */
export function uploadPath(given: string): readonly string[] {
  const parts = given.split('/');
  const isFine =
    given !== '' &&
    parts.length <= mostDepth &&
    parts.every((part) => part !== '' && part !== '.' && part !== '..' && !isHiding(part));
  if (isFine) return parts.map(repaired);
  throw new CoreError(
    'invalid-option',
    'An upload has a name that leads elsewhere or cannot be kept. Rename the file and drop it again.',
  );
}

/** Backslashes lead elsewhere on Windows; control characters have no place in a name. */
function isHiding(part: string): boolean {
  return /[\\\p{Cc}]/u.test(part) || /^[a-z]:$/i.test(part);
}

function repaired(part: string): string {
  const plain = part.replace(/[<>:"|?*]/g, '_').replace(/[. ]+$/, (end) => '_'.repeat(end.length));
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
