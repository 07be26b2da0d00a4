/** How a picture came to be, to be told in its file. */
export interface PictureOrigin {
  /** Name and version. */
  readonly app: string;
  readonly style: string;
  readonly direction: string;
  /** 0 to 1. */
  readonly strength: number;
  /** Of the network's file. */
  readonly translatorSha256: string;
}

// IPTC NewsCodes, digital source type: a photo that a trained network has changed.
const madeWithAi = 'http://cv.iptc.org/newscodes/digitalsourcetype/compositeWithTrainedAlgorithmicMedia';
const longestValue = 200;

/**
 * XMP that says that a picture was made with AI, and how; it goes into the XMP that the picture had, where that is one.
 * What this had said of its source, as cameras do, gives way.
 */
export function xmpWithOrigin(origin: PictureOrigin, before?: Uint8Array): string {
  const kept = before && new TextDecoder().decode(before);
  const end = kept?.lastIndexOf('</rdf:RDF') ?? -1;
  if (kept === undefined || end < 0) return packetOf(description(origin, ''));
  const about = /rdf:about\s*=\s*["']([^"'<>]*)["']/.exec(kept)?.[1] ?? '';
  return withoutSource(kept.slice(0, end)) + description(origin, about) + kept.slice(end);
}

function packetOf(content: string): string {
  return `<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">${content}</rdf:RDF></x:xmpmeta>`;
}

function description(origin: PictureOrigin, about: string): string {
  const { app, style, direction, strength, translatorSha256 } = origin;
  const values = { app, style, direction, strength: strength.toFixed(2), translator: translatorSha256 };
  const fields = Object.entries(values).map(([name, value]) => `diptych:${name}="${escaped(value)}"`);
  return [
    `<rdf:Description rdf:about="${about}"`,
    'xmlns:Iptc4xmpExt="http://iptc.org/std/Iptc4xmpExt/2008-02-29/"',
    'xmlns:diptych="urn:diptych:recipe:1:"',
    `Iptc4xmpExt:DigitalSourceType="${madeWithAi}"`,
    `${fields.join(' ')}/>`,
  ].join(' ');
}

/** The two ways in which XMP writes a property. */
function withoutSource(xmp: string): string {
  return xmp
    .replace(/\sIptc4xmpExt:DigitalSourceType\s*=\s*(["'])[^"']*\1/g, '')
    .replace(/<Iptc4xmpExt:DigitalSourceType[^>]*>[^<]*<\/Iptc4xmpExt:DigitalSourceType\s*>/g, '');
}

function escaped(text: string): string {
  const signs: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
  return [...text]
    .slice(0, longestValue)
    .filter((sign) => sign >= ' ' && sign !== '\u007f' && !/[\ud800-\udfff\ufffe\uffff]/u.test(sign))
    .map((sign) => signs[sign] ?? sign)
    .join('');
}
