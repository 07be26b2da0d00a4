import { expect, test } from 'vitest';
import { parseManual } from './parse-manual.ts';

test('manual page: markup and addresses are words, never markup', () => {
  const { sections } = parseManual('a', '# A\n\n<img src=x onerror=alert(1)> [site](https://example.org)\n');
  expect(sections[0]?.blocks).toEqual([
    {
      kind: 'paragraph',
      words: [{ kind: 'text', text: '<img src=x onerror=alert(1)> [site](https://example.org)' }],
    },
  ]);
});

test('manual page: a page without a title has the name of its file', () => {
  expect(parseManual('notes', 'Only words.').title).toBe('notes');
});

test('manual page: sections, lists, words and links are read; pictures are left out', () => {
  const text = [
    '# The page',
    '![A picture](light/01.jpg)',
    'First\nline.',
    '## Add photos',
    '- press `Ctrl+O`\n  or **drop**\n- see [Train](train.md#data)',
    '## Then',
    'Do:\n1. one\n2. _two_',
  ].join('\n\n');
  const [opening, add, then] = parseManual('page', text).sections;
  expect(opening).toEqual({
    id: '',
    title: 'The page',
    blocks: [{ kind: 'paragraph', words: [{ kind: 'text', text: 'First line.' }] }],
  });
  expect(add).toMatchObject({ id: 'add-photos', title: 'Add photos' });
  expect(add?.blocks).toEqual([
    {
      kind: 'list',
      isOrdered: false,
      items: [
        [
          { kind: 'text', text: 'press ' },
          { kind: 'code', text: 'Ctrl+O' },
          { kind: 'text', text: ' or ' },
          { kind: 'strong', text: 'drop' },
        ],
        [
          { kind: 'text', text: 'see ' },
          { kind: 'link', text: 'Train', page: 'train', section: 'data' },
        ],
      ],
    },
  ]);
  expect(then?.blocks.map(({ kind }) => kind)).toEqual(['paragraph', 'list']);
});
