import { cleanText } from './clean-text.ts';

/** The name inside an ICC profile, e.g. `Display P3` (ICC.1:2022, tag `desc`); `undefined` when it has none. */
export function profileName(icc: Uint8Array): string | undefined {
  const bytes = Buffer.from(icc.buffer, icc.byteOffset, icc.byteLength);
  try {
    const tags = Math.min(bytes.readUInt32BE(128), 100);
    for (let offset = 132; offset < 132 + tags * 12; offset += 12) {
      if (bytes.toString('latin1', offset, offset + 4) === 'desc') {
        return readText(bytes.subarray(bytes.readUInt32BE(offset + 4)));
      }
    }
  } catch (error) {
    if (!(error instanceof RangeError)) throw error; // a number stands outside the bytes: no readable name
  }
  return undefined;
}

function readText(tag: Buffer): string | undefined {
  const kind = tag.toString('latin1', 0, 4);
  if (kind === 'desc') return cleanText(tag.toString('latin1', 12, 12 + Math.min(tag.readUInt32BE(8), 200)));
  if (kind !== 'mluc' || tag.readUInt32BE(8) === 0) return undefined;
  const length = Math.min(tag.readUInt32BE(20), 400) & ~1;
  const start = tag.readUInt32BE(24);
  return cleanText(
    Buffer.from(tag.subarray(start, start + length))
      .swap16()
      .toString('utf16le'),
  ); // stored big-endian
}
