const longestNameBytes = 255;
const deepest = 4;
const deviceName = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i;

/** Why a member of an archive cannot be called so on every file system, or undefined when it can (S-36). */
export function memberNameProblem(name: string): string | undefined {
  const bytes = Buffer.byteLength(name);
  if (bytes === 0 || bytes > longestNameBytes)
    return `has a name of ${bytes} bytes, not 1 to ${longestNameBytes}`;
  if (/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u.test(name)) return 'has control characters in its name';
  if (name.includes('\\')) return 'has a backslash in its name';
  if (name.startsWith('/') || /^[a-z]:/i.test(name)) return 'has an absolute name';
  return partsProblem(name.replace(/\/$/, '').split('/'));
}

function partsProblem(parts: readonly string[]): string | undefined {
  if (parts.includes('..')) return 'leads out of the archive';
  if (parts.length > deepest) return `lies more than ${deepest} folders deep`;
  if (parts.some((part) => /^\.?$|[. ]$|[:*?"<>|]/.test(part)))
    return 'has a name that not every file system takes';
  return parts.some((part) => deviceName.test(part)) ? 'has the name of a device' : undefined;
}

/** Names that are one on file systems that do not tell capitals or accents apart. */
export function foldedName(name: string): string {
  return name.normalize('NFKC').toLowerCase();
}
