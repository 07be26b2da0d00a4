import { archiveRefusal } from './archive-refusal.ts';
import { foldedName, memberNameProblem } from './member-name.ts';

/** A member of an archive as the directory at its end tells it. */
export interface ZipMember {
  readonly name: string;
  readonly isPacked: boolean;
  readonly crc32: number;
  readonly packedBytes: number;
  readonly sizeBytes: number;
  /** Where its own header begins. */
  readonly headerAt: number;
}

/** Where the directory lies, as the record at the end of the file tells it. */
export interface ZipEnd {
  readonly members: number;
  readonly directoryAt: number;
  readonly directoryBytes: number;
}

export const zipLimits = {
  members: 2000,
  memberBytes: 2 * 2 ** 30,
  totalBytes: 4 * 2 ** 30,
  ratio: 200, // weights do not pack that well
  ratioFromBytes: 64 * 2 ** 10, // a short text may
};

/** The most bytes from the end of a file in which its end record can begin: itself and its comment. */
export const endRecordReach = 22 + 0xffff;
const endSignature = 0x06054b50;
const memberSignature = 0x02014b50;
const [stored, deflated] = [0, 8];
const [encryptedFlags, wideSize, wideCount] = [0x2041, 0xffffffff, 0xffff]; // bits 0, 6 and 13

/** Finds the end record in the last bytes of a file. Throws `refused-archive`. */
export function parseZipEnd(tail: Buffer, fileBytes: number): ZipEnd {
  for (let at = tail.length - 22; at >= 0; at--) {
    const isEnd = tail.readUInt32LE(at) === endSignature;
    if (isEnd && at + 22 + tail.readUInt16LE(at + 20) === tail.length)
      return endAt(tail, at, fileBytes - (tail.length - at));
  }
  throw archiveRefusal('it is no ZIP archive, or its end is missing');
}

function endAt(tail: Buffer, at: number, endsAt: number): ZipEnd {
  const [disk, directoryDisk, here, members] = [4, 6, 8, 10].map((offset) => tail.readUInt16LE(at + offset));
  const [directoryBytes, directoryAt] = [tail.readUInt32LE(at + 12), tail.readUInt32LE(at + 16)];
  if (disk !== 0 || directoryDisk !== 0 || here !== members)
    throw archiveRefusal('it is one of several parts');
  if (directoryAt === wideSize || directoryBytes === wideSize || members === wideCount)
    throw archiveRefusal('it is larger than 4 GiB or says so');
  if (members! > zipLimits.members)
    throw archiveRefusal(`it has ${members} members, more than ${zipLimits.members}`);
  if (directoryAt + directoryBytes > endsAt) throw archiveRefusal('its directory lies outside of it');
  return { members: members!, directoryAt, directoryBytes };
}

/** Reads and checks the whole directory before anything is unpacked (S-36, S-37, S-39). Throws `refused-archive`. */
export function parseZipDirectory(
  directory: Buffer,
  { members: count, directoryAt }: ZipEnd,
): readonly ZipMember[] {
  const members: ZipMember[] = [];
  let at = 0;
  while (members.length < count) {
    if (at + 46 > directory.length || directory.readUInt32LE(at) !== memberSignature)
      throw archiveRefusal('its directory is damaged');
    const end = at + 46 + lengthsAt(directory, at);
    if (end > directory.length) throw archiveRefusal('its directory is damaged');
    members.push(memberAt(directory, at));
    at = end;
  }
  if (at !== directory.length) throw archiveRefusal('its directory holds more than it says');
  checkTogether(members, directoryAt);
  return members;
}

function lengthsAt(directory: Buffer, at: number): number {
  return [28, 30, 32].reduce((sum, offset) => sum + directory.readUInt16LE(at + offset), 0);
}

function memberAt(directory: Buffer, at: number): ZipMember {
  const nameBytes = directory.subarray(at + 46, at + 46 + directory.readUInt16LE(at + 28));
  const name = decodeName(nameBytes);
  const method = directory.readUInt16LE(at + 10);
  const member: ZipMember = {
    name,
    isPacked: method === deflated,
    crc32: directory.readUInt32LE(at + 16),
    packedBytes: directory.readUInt32LE(at + 20),
    sizeBytes: directory.readUInt32LE(at + 24),
    headerAt: directory.readUInt32LE(at + 42),
  };
  const problem =
    memberNameProblem(name) ??
    kindProblem(directory.readUInt32LE(at + 38) >>> 16) ??
    ((directory.readUInt16LE(at + 8) & encryptedFlags) !== 0 ? 'is encrypted' : undefined) ??
    (method !== stored && method !== deflated
      ? `is packed in a way (${method}) that is not known`
      : undefined) ??
    sizeProblem(member);
  if (problem !== undefined) throw archiveRefusal(`its member "${name}" ${problem}`);
  return member;
}

function decodeName(bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (cause) {
    throw archiveRefusal('a member of it has a name that is not UTF-8', cause);
  }
}

/** What systems like Unix note about a file; 0 where nothing is noted. */
function kindProblem(mode: number): string | undefined {
  const kind = mode & 0o170000;
  if (kind === 0 || kind === 0o100000 || kind === 0o040000) return undefined;
  return kind === 0o120000 ? 'is a link' : 'is a device or the like';
}

function sizeProblem({ packedBytes, sizeBytes, isPacked, name }: ZipMember): string | undefined {
  const { memberBytes, ratio, ratioFromBytes } = zipLimits;
  if (sizeBytes > memberBytes || packedBytes > memberBytes) return 'is larger than 2 GiB';
  if (name.endsWith('/') && sizeBytes > 0) return 'is a folder that holds something';
  if (!isPacked && packedBytes !== sizeBytes) return 'has two sizes';
  if (sizeBytes > ratioFromBytes && sizeBytes > packedBytes * ratio)
    return `would unpack to more than ${ratio} times its size`;
  return undefined;
}

function checkTogether(members: readonly ZipMember[], directoryAt: number): void {
  const total = members.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
  if (total > zipLimits.totalBytes) throw archiveRefusal('it unpacks to more than 4 GiB');
  const names = new Set<string>();
  for (const { name } of members) {
    if (names.has(foldedName(name))) throw archiveRefusal(`its member "${name}" is there twice`);
    names.add(foldedName(name));
  }
  let free = 0;
  for (const { name, headerAt, packedBytes } of [...members].sort(
    (one, other) => one.headerAt - other.headerAt,
  )) {
    if (headerAt < free) throw archiveRefusal(`its member "${name}" lies over another one`);
    free = headerAt + 30 + Buffer.byteLength(name) + packedBytes;
  }
  if (free > directoryAt) throw archiveRefusal('its members lie over its directory');
}
