import { describe, expect, test } from 'vitest';
import { encodePhoto } from './encode-photo.ts';
import { openHardened } from './hardened-sharp.ts';
import { openPhoto } from './open-photo.ts';
import { xmpWithOrigin } from './origin-xmp.ts';
import { drawnSharp } from './pictures-stand-in.ts';

const origin = {
  app: 'Diptych 1',
  style: 'Day and dusk',
  direction: 'a-to-b',
  strength: 0.8,
  translatorSha256: 'c'.repeat(64),
};
const rdf = (content: string) =>
  `<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">${content}</rdf:RDF></x:xmpmeta>`;
const merged = (text: string) => xmpWithOrigin(origin, new TextEncoder().encode(text));

describe('what a file tells of how it was made (C9)', () => {
  test('a name with markup and control characters stays text', () => {
    const xmp = xmpWithOrigin({ ...origin, style: '"/><evil a="\u0000\u001b&' });
    expect(xmp).toContain('diptych:style="&quot;/&gt;&lt;evil a=&quot;&amp;"');
    expect(xmp).not.toContain('<evil');
  });

  test('XMP that is none gives way', () => {
    expect(merged('<city>Atlantis</city>')).toBe(xmpWithOrigin(origin));
  });

  test('the XMP of the photo is kept beside it, for the same subject', () => {
    const xmp = merged(rdf('<rdf:Description rdf:about="uuid:7" xmlns:dc="d" dc:title="Sea"/>'));
    expect(xmp).toContain('dc:title="Sea"');
    expect(xmp.match(/rdf:about="uuid:7"/g)).toHaveLength(2);
  });

  test('what a camera said of its source gives way, however it is written', () => {
    const xmp = merged(
      rdf(
        '<rdf:Description rdf:about="" Iptc4xmpExt:DigitalSourceType="digitalCapture"/>' +
          '<rdf:Description><Iptc4xmpExt:DigitalSourceType>digitalCapture</Iptc4xmpExt:DigitalSourceType></rdf:Description>',
      ),
    );
    expect(xmp).not.toContain('digitalCapture');
    expect(xmp.match(/DigitalSourceType/g)).toHaveLength(1);
  });

  test.each(['jpeg', 'png', 'webp', 'tiff', 'avif'] as const)('a %s file says it', async (format) => {
    const photo = await openPhoto(await drawnSharp(1).jpeg().toBuffer());
    const file = await encodePhoto(photo, photo.rgb, { format, keepMetadata: 'none', origin });
    const { xmp } = await openHardened(file, { limitInputPixels: 1e6 }).metadata();
    expect(xmp?.toString()).toContain('digitalsourcetype/compositeWithTrainedAlgorithmicMedia');
    expect(xmp?.toString()).toContain('diptych:strength="0.80"');
  });
});
