import { expect, test } from 'vitest';
import { xmpList, xmpWith } from './keywords-stand-in.ts';
import { xmpKeywords } from './xmp-keywords.ts';

const keywordsIn = (xmp: string) => xmpKeywords(Buffer.from(xmp));
const subjects = xmpList('dc:subject', ['sea', 'dusk']);

test.each([
  ['nothing', ''],
  ['text', 'sea, dusk'],
  ['XMP that is cut', xmpWith(subjects).slice(0, -9)],
  ['an entity of its own', `<!DOCTYPE x [<!ENTITY sea "sea">]>${xmpWith(subjects)}`],
])('XMP keywords: there are none in %s', (_, xmp) => expect(keywordsIn(xmp)).toEqual([]));

test('XMP keywords: bytes that are no UTF-8 hold none', () => {
  expect(xmpKeywords(Buffer.from(xmpWith(xmpList('dc:subject', ['caf\u00e9'])), 'latin1'))).toEqual([]);
});

test('XMP keywords: those of a picture within the picture are not its own', () => {
  const inner = `<rdf:Description>${subjects}</rdf:Description>`;
  expect(
    keywordsIn(
      xmpWith(`<xmpMM:Pantry xmlns:xmpMM="m"><rdf:Bag><rdf:li>${inner}</rdf:li></rdf:Bag></xmpMM:Pantry>`),
    ),
  ).toEqual([]);
});

test('XMP keywords: a property of the same name from elsewhere is another', () => {
  expect(
    keywordsIn(xmpWith('<dc:subject xmlns:dc="urn:mine"><rdf:Bag><rdf:li>x</rdf:li></rdf:Bag></dc:subject>')),
  ).toEqual([]);
});

test.each(['Bag', 'Seq', 'Alt'])('XMP keywords: they are read from a %s', (kind) => {
  expect(keywordsIn(xmpWith(xmpList('dc:subject', ['sea', 'dusk'], kind)))).toEqual(['sea', 'dusk']);
});

test('XMP keywords: S-14 markup in them is text', () => {
  expect(keywordsIn(xmpWith(xmpList('dc:subject', ['&lt;img src=x&gt;', 'R&amp;D'])))).toEqual([
    '<img src=x>',
    'R&D',
  ]);
});

test('XMP keywords: a prefix may be any', () => {
  const xmp =
    '<q:subject xmlns:q="http://purl.org/dc/elements/1.1/"><rdf:Bag><rdf:li>sea</rdf:li></rdf:Bag></q:subject>';
  expect(keywordsIn(xmpWith(xmp))).toEqual(['sea']);
});

test('XMP keywords: of a way through Lightroom the last name counts', () => {
  expect(keywordsIn(xmpWith(xmpList('lr:hierarchicalSubject', ['Places|Europe|Zurich', 'sea'])))).toEqual([
    'Zurich',
    'sea',
  ]);
});

test('XMP keywords: the title beside them is none', () => {
  expect(
    keywordsIn(xmpWith(`<dc:title><rdf:Alt><rdf:li>T</rdf:li></rdf:Alt></dc:title>${subjects}`)),
  ).toEqual(['sea', 'dusk']);
});
