const spaces = [
  'xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"',
  'xmlns:dc="http://purl.org/dc/elements/1.1/"',
  'xmlns:lr="http://ns.adobe.com/lightroom/1.0/"',
].join(' ');

/** XMP with this within its description. */
export function xmpWith(content: string): string {
  const description = `<rdf:Description rdf:about="">${content}</rdf:Description>`;
  return `<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF ${spaces}>${description}</rdf:RDF></x:xmpmeta>`;
}

/** A list as XMP writes it; the items are written as they are. */
export function xmpList(property: string, items: readonly string[], kind = 'Bag'): string {
  const content = items.map((item) => `<rdf:li>${item}</rdf:li>`).join('');
  return `<${property}><rdf:${kind}>${content}</rdf:${kind}></${property}>`;
}

/** IPTC datasets: record, number and content of each. */
export function iptcOf(...datasets: readonly (readonly [number, number, string | Buffer])[]): Buffer {
  return Buffer.concat(
    datasets.flatMap(([record, number, content]) => {
      const bytes = Buffer.from(content);
      return [Buffer.from([0x1c, record, number, bytes.length >> 8, bytes.length & 255]), bytes];
    }),
  );
}

/** One of Photoshop's resources, with a name of any length. */
export function resourceOf(id: number, content: Buffer, name = ''): Buffer {
  const head = Buffer.from(`8BIM\0\0${String.fromCharCode(name.length)}${name}`, 'latin1');
  head.writeUInt16BE(id, 4);
  const size = Buffer.alloc(4);
  size.writeUInt32BE(content.length);
  const filled = (bytes: Buffer) => Buffer.concat([bytes, Buffer.alloc(bytes.length % 2)]);
  return Buffer.concat([filled(head), size, filled(content)]);
}
