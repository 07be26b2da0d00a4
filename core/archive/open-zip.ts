import { open, type FileHandle } from 'node:fs/promises';
import { promisify } from 'node:util';
import { crc32, inflateRaw } from 'node:zlib';
import { archiveRefusal } from './archive-refusal.ts';
import { endRecordReach, parseZipDirectory, parseZipEnd, type ZipMember } from './zip-directory.ts';

/** An archive whose directory has been checked; nothing of it is unpacked until it is read. */
export interface Zip {
  /** By name; folders are left out. */
  readonly members: ReadonlyMap<string, ZipMember>;
  /** All of a member, which must be just what the directory says. Throws `refused-archive`. */
  read(name: string): Promise<Buffer>;
  close(): Promise<void>;
}

const memberHeaderBytes = 30;
const inflate = promisify(inflateRaw);

/** Opens a ZIP archive and refuses all of it for anything hostile in it. Throws `refused-archive`; system errors pass. */
export async function openZip(path: string): Promise<Zip> {
  const file = await open(path, 'r');
  try {
    const { size } = await file.stat();
    const tailBytes = Math.min(size, endRecordReach);
    const end = parseZipEnd(await readAt(file, size - tailBytes, tailBytes), size);
    const directory = await readAt(file, end.directoryAt, end.directoryBytes);
    const all = parseZipDirectory(directory, end);
    const members = new Map(all.filter(({ name }) => !name.endsWith('/')).map((each) => [each.name, each]));
    return {
      members,
      async read(name) {
        const member = members.get(name);
        if (member === undefined) throw archiveRefusal(`it has no member "${name}"`);
        return unpacked(member, await packedBytesOf(file, member, end.directoryAt));
      },
      close: () => file.close(),
    };
  } catch (error) {
    await file.close();
    throw error;
  }
}

/** The header in front of a member must say what the directory says of it (S-39). */
async function packedBytesOf(file: FileHandle, member: ZipMember, directoryAt: number): Promise<Buffer> {
  const { name, headerAt, packedBytes } = member;
  const header = await readAt(file, headerAt, memberHeaderBytes);
  const isHeader = header.readUInt32LE(0) === 0x04034b50;
  const [nameBytes, extraBytes] = [header.readUInt16LE(26), header.readUInt16LE(28)];
  const ownName = await readAt(file, headerAt + memberHeaderBytes, nameBytes);
  if (!isHeader || ownName.toString('utf8') !== name || !agrees(header, member))
    throw archiveRefusal(`its directory and its member "${name}" do not say the same`);
  const dataAt = headerAt + memberHeaderBytes + nameBytes + extraBytes;
  if (dataAt + packedBytes > directoryAt)
    throw archiveRefusal(`its member "${name}" lies over its directory`);
  return readAt(file, dataAt, packedBytes);
}

function agrees(header: Buffer, { isPacked, crc32: sum, packedBytes, sizeBytes }: ZipMember): boolean {
  if (header.readUInt16LE(8) !== (isPacked ? 8 : 0)) return false;
  const isToldLater = (header.readUInt16LE(6) & 8) !== 0; // sizes and sum stand behind the data
  const told = [14, 18, 22].map((offset) => header.readUInt32LE(offset));
  return told.every(
    (value, index) => value === [sum, packedBytes, sizeBytes][index] || (isToldLater && value === 0),
  );
}

async function unpacked(
  { name, isPacked, sizeBytes, crc32: sum }: ZipMember,
  packed: Buffer,
): Promise<Buffer> {
  const bytes = isPacked ? await inflated(name, packed, sizeBytes) : packed;
  if (bytes.length !== sizeBytes || crc32(bytes) !== sum)
    throw archiveRefusal(`its member "${name}" is damaged`);
  return bytes;
}

/** Stops as soon as it is more than the directory says, whatever that says (S-37). */
async function inflated(name: string, packed: Buffer, sizeBytes: number): Promise<Buffer> {
  try {
    return await inflate(packed, { maxOutputLength: Math.max(1, sizeBytes) });
  } catch (cause) {
    throw archiveRefusal(`its member "${name}" is damaged or larger than it says`, cause);
  }
}

async function readAt(file: FileHandle, at: number, length: number): Promise<Buffer> {
  const bytes = Buffer.alloc(length);
  for (let done = 0; done < length;) {
    const { bytesRead } = await file.read(bytes, done, length - done, at + done);
    if (bytesRead === 0) throw archiveRefusal('it ends too early');
    done += bytesRead;
  }
  return bytes;
}
