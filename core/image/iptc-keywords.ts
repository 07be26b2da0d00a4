const photoshop = 'Photoshop 3.0\0';
const resourceMark = '8BIM';
const iptcResource = 0x0404;
const datasetMark = 0x1c;
/** As record × 256 + dataset: IIM 4.2 sections 5 (1:90) and 6 (2:25). */
const codedCharacterSet = 0x015a;
const keyword = 0x0219;
const mostKeywords = 1000;
const latin1 = '\x1b.A'; // ISO 2022: ISO 8859-1 on the right side

/**
 * The keywords of an IPTC block (IIM 4.2), bare as in TIFF files or within Photoshop's resources as in JPEG files,
 * as they stand there. Of a damaged block those before the damage; errors: none.
 */
export function iptcKeywords(block: Uint8Array): readonly string[] {
  const bytes = Buffer.from(block.buffer, block.byteOffset, block.byteLength);
  return [...recordsIn(bytes)].flatMap(keywordsOf);
}

/** The pieces of a block that hold datasets. */
function* recordsIn(bytes: Buffer): Iterable<Buffer> {
  let at = textAt(bytes, 0, photoshop.length) === photoshop ? photoshop.length : 0;
  if (textAt(bytes, at, 4) !== resourceMark) yield bytes.subarray(at);
  // Photoshop File Formats, "Image Resource Blocks": mark, number, name, size, content; the last two of even length.
  while (textAt(bytes, at, 4) === resourceMark && at + 12 <= bytes.length) {
    const sizeAt = at + 6 + even(1 + bytes[at + 6]!);
    if (sizeAt + 4 > bytes.length) return;
    const size = bytes.readUInt32BE(sizeAt);
    if (bytes.readUInt16BE(at + 4) === iptcResource) yield bytes.subarray(sizeAt + 4, sizeAt + 4 + size);
    at = sizeAt + 4 + even(size);
  }
}

function keywordsOf(record: Buffer): readonly string[] {
  const keywords: string[] = [];
  let isLatin1 = false;
  for (const { kind, content } of datasetsIn(record)) {
    if (kind === codedCharacterSet) isLatin1 = content.toString('latin1') === latin1;
    if (kind === keyword) keywords.push(decoded(content, isLatin1));
    if (keywords.length === mostKeywords) break;
  }
  return keywords;
}

interface Dataset {
  readonly kind: number;
  readonly content: Buffer;
}

/** IIM 4.2, section 1.6: mark, record, number, length, content; up to the first that is not whole. */
function* datasetsIn(bytes: Buffer): Iterable<Dataset> {
  let at = 0;
  while (at + 5 <= bytes.length && bytes[at] === datasetMark) {
    const length = bytes.readUInt16BE(at + 3);
    const end = at + 5 + length;
    if (length > 0x7fff || end > bytes.length) return; // longer ones are no keywords, and no program writes them
    yield { kind: bytes.readUInt16BE(at + 1), content: bytes.subarray(at + 5, end) };
    at = end;
  }
}

/** What says nothing of its characters, or the wrong thing, is UTF-8 where it can be. */
function decoded(bytes: Buffer, isLatin1: boolean): string {
  const asLatin1 = () => new TextDecoder('windows-1252').decode(bytes);
  if (isLatin1) return asLatin1();
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return asLatin1();
  }
}

function textAt(bytes: Buffer, at: number, length: number): string {
  return bytes.toString('latin1', at, at + length);
}

function even(length: number): number {
  return length + (length % 2);
}
