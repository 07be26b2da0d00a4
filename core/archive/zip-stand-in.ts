import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { crc32, deflateRawSync } from 'node:zlib';
import { temporaryFolder } from '../files/temporary-folder-stand-in.ts';
import { endRecord } from './zip-bytes.ts';

export interface MadeMember {
  readonly name: string;
  readonly bytes?: Uint8Array;
  readonly isPacked?: boolean;
  readonly method?: number;
  readonly flags?: number;
  /** As Unix notes it: 0o120777 is a link. */
  readonly mode?: number;
  /** What the directory says instead of the truth. */
  readonly sizeTold?: number;
  readonly sumTold?: number;
  readonly nameTold?: string;
  /** The data of the member before is used once more. */
  readonly isOverBefore?: boolean;
}

/** The bytes of an archive, honest or not. */
export function madeZip(members: readonly MadeMember[]): Buffer {
  const [pieces, directory]: [Buffer[], Buffer[]] = [[], []];
  let [at, before] = [0, 0];
  for (const member of members) {
    const { name, bytes = Buffer.from(name), nameTold = name, mode = 0 } = member;
    const fields = fieldsOf(member, bytes);
    const data = member.isPacked ? deflateRawSync(bytes) : Buffer.from(bytes);
    const start = member.isOverBefore ? before : at;
    directory.push(
      Buffer.concat([
        Buffer.from([0x50, 0x4b, 1, 2, 20, 3]),
        fields(Buffer.byteLength(nameTold)),
        placeOf(mode, start),
      ]),
      Buffer.from(nameTold),
    );
    if (member.isOverBefore) continue;
    before = at;
    pieces.push(Buffer.from([0x50, 0x4b, 3, 4]), fields(Buffer.byteLength(name)), Buffer.from(name), data);
    at += 30 + Buffer.byteLength(name) + data.length;
  }
  const listed = Buffer.concat(directory);
  return Buffer.concat([...pieces, listed, endRecord(members.length, listed.length, at)]);
}

function fieldsOf(member: MadeMember, bytes: Uint8Array): (nameBytes: number) => Buffer {
  const packed = member.isPacked ? deflateRawSync(bytes).length : bytes.length;
  return (nameBytes) => {
    const fields = Buffer.alloc(26);
    fields.writeUInt16LE(20, 0);
    fields.writeUInt16LE(member.flags ?? 0x800, 2);
    fields.writeUInt16LE(member.method ?? (member.isPacked ? 8 : 0), 4);
    fields.writeUInt32LE(member.sumTold ?? crc32(bytes), 10);
    fields.writeUInt32LE(packed, 14);
    fields.writeUInt32LE(member.sizeTold ?? bytes.length, 18);
    fields.writeUInt16LE(nameBytes, 22);
    return fields;
  };
}

function placeOf(mode: number, at: number): Buffer {
  const place = Buffer.alloc(14);
  place.writeUInt16LE(mode, 8);
  place.writeUInt32LE(at, 10);
  return place;
}

/** Writes bytes as a file that goes when the test ends. */
export function fileOf(bytes: Uint8Array, name = 'test.zip'): string {
  const path = join(temporaryFolder(), name);
  writeFileSync(path, bytes);
  return path;
}
