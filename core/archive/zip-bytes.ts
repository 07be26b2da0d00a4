import { crc32 } from 'node:zlib';

/** 1 January 1980, the first day that the format knows: the same members are always the same bytes. */
const firstDay = 0x21;
const utf8Names = 0x800;

/** The pieces of a ZIP archive of these members, in order, none of them packed: weights do not get smaller. Less than 4 GiB. */
export function zipBytes(members: ReadonlyMap<string, Uint8Array>): readonly Uint8Array[] {
  const pieces: Uint8Array[] = [];
  const directory: Uint8Array[] = [];
  let at = 0;
  for (const [name, bytes] of members) {
    const header = memberHeader(name, bytes);
    pieces.push(Buffer.from([0x50, 0x4b, 3, 4]), header, Buffer.from(name), bytes);
    directory.push(directoryEntry(header, name, at));
    at += 4 + header.length + Buffer.byteLength(name) + bytes.length;
  }
  const directoryBytes = directory.reduce((sum, { length }) => sum + length, 0);
  return [...pieces, ...directory, endRecord(members.size, directoryBytes, at)];
}

/** What stands in front of a member and again in the directory: from the version to the length of its extra field. */
function memberHeader(name: string, bytes: Uint8Array): Buffer {
  const header = Buffer.alloc(26);
  header.writeUInt16LE(20, 0); // needs version 2.0
  header.writeUInt16LE(utf8Names, 2);
  header.writeUInt16LE(firstDay, 8);
  header.writeUInt32LE(crc32(bytes), 10);
  header.writeUInt32LE(bytes.length, 14);
  header.writeUInt32LE(bytes.length, 18);
  header.writeUInt16LE(Buffer.byteLength(name), 22);
  return header;
}

function directoryEntry(header: Buffer, name: string, at: number): Buffer {
  const rest = Buffer.alloc(14);
  rest.writeUInt32LE(at, 10);
  return Buffer.concat([Buffer.from([0x50, 0x4b, 1, 2, 20, 0]), header, rest, Buffer.from(name)]);
}

/** The record at the end of an archive. */
export function endRecord(members: number, directoryBytes: number, directoryAt: number): Buffer {
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(members, 8);
  end.writeUInt16LE(members, 10);
  end.writeUInt32LE(directoryBytes, 12);
  end.writeUInt32LE(directoryAt, 16);
  return end;
}
