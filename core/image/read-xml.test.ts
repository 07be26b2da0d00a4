import { expect, test } from 'vitest';
import { readXml } from './read-xml.ts';

/** What is told of a text: elements with their own names, and whether it was whole. */
function toldOf(text: string): { isWhole: boolean; told: string[] } {
  const told: string[] = [];
  const isWhole = readXml(text, {
    onOpen: (path) => told.push(`<${path.join(' ')}`),
    onText: (part) => told.push(part),
    onClose: (path) => told.push(`>${path.at(-1)}`),
  });
  return { isWhole, told };
}

test.each([
  ['an element that is not closed', '<a><b></b>'],
  ['an element closed by another', '<a></b>'],
  ['an end without a begin', '</a>'],
  ['a tag that is cut', '<a'],
  ['an attribute without quotes', '<a b=c/>'],
  ['an attribute that is not ended', '<a b="c'],
  ['a comment that is not ended', '<a><!-- '],
  ['an instruction that is not ended', '<?xml '],
  ['a nameless tag', '<a>< ></a>'],
])('xml: %s is damage', (_, text) => expect(toldOf(text).isWhole).toBe(false));

test('xml: S-14 a document type, from which entities could come, ends the reading', () => {
  const text = '<!DOCTYPE a [<!ENTITY e "eeee">]><a>&e;</a>';
  expect(toldOf(text)).toEqual({ isWhole: false, told: [] });
});

test('xml: elements too deep for metadata are damage', () => {
  expect(toldOf('<a>'.repeat(64) + '</a>'.repeat(64)).isWhole).toBe(true);
  expect(toldOf('<a>'.repeat(65) + '</a>'.repeat(65)).isWhole).toBe(false);
});

test('xml: a namespace is that of the nearest declaration', () => {
  const text = '<n:a xmlns:n="1"><n:b xmlns:n=\'2\'/><n:c/></n:a>';
  expect(toldOf(text).told).toEqual(['<{1}a', '<{1}a {2}b', '>{2}b', '<{1}a {1}c', '>{1}c', '>{1}a']);
});

test('xml: instructions, comments and unparsed text are passed over', () => {
  expect(toldOf('\uFEFF<?xml version="1.0"?><a><!-- <b> -->x<![CDATA[<c>]]>y</a><?end?>')).toEqual({
    isWhole: true,
    told: ['<{}a', 'x', 'y', '>{}a'],
  });
});

test('xml: what is escaped comes back, once', () => {
  const text = '<a>&lt;b&gt; &amp;lt; &quot;&apos; &#65;&#x1F98A;</a>';
  expect(toldOf(text).told.join('')).toBe('<{}a<b> &lt; "\' A\u{1F98A}>{}a');
});

test('xml: a sign that stands for nothing is damage', () => {
  expect(toldOf('<a>R&D</a>').isWhole).toBe(false);
  expect(toldOf('<a>&e;</a>').isWhole).toBe(false);
  expect(toldOf('<a>&#x110000;</a>').isWhole).toBe(false);
});
