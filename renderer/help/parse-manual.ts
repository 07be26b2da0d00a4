/** Words within a line. */
export type Inline =
  | { readonly kind: 'text' | 'code' | 'strong' | 'emphasis'; readonly text: string }
  /** To another page of the manual, perhaps to a section of it. */
  | { readonly kind: 'link'; readonly text: string; readonly page: string; readonly section: string | null };

export type Block =
  | { readonly kind: 'paragraph'; readonly words: readonly Inline[] }
  | { readonly kind: 'list'; readonly isOrdered: boolean; readonly items: readonly (readonly Inline[])[] };

export interface ManualSection {
  /** Made of the title, such as `find-photos`; empty for what stands before the first section. */
  readonly id: string;
  readonly title: string;
  readonly blocks: readonly Block[];
}

export interface ManualPage {
  /** The file without its ending. */
  readonly id: string;
  readonly title: string;
  readonly sections: readonly ManualSection[];
}

/**
 * Reads a page of the manual as data, so that the app needs no HTML to show it: headings of two levels, paragraphs,
 * lists, and words that are code, strong, emphasised or a link to another page. Pictures are left out.
 */
export function parseManual(id: string, markdown: string): ManualPage {
  const chunks = markdown.replaceAll('\r\n', '\n').split(/^## +/m);
  const [first = '', ...rest] = chunks;
  const title = /^# +(.+)$/m.exec(first)?.[1] ?? id;
  const sections = rest.map((chunk) => {
    const [heading = '', ...lines] = chunk.split('\n');
    return { id: idOf(heading), title: heading.trim(), blocks: blocksOf(lines.join('\n')) };
  });
  const opening = blocksOf(first.replace(/^# +.+$/m, ''));
  return { id, title, sections: [{ id: '', title, blocks: opening }, ...sections] };
}

/** How a heading is linked to. */
function idOf(heading: string): string {
  return heading
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
}

const pictureLine = /^!\[[^\]]*\]\([^)]*\)$/gm;
const itemStart = /^(?:- |\d+\. )/m;

function blocksOf(markdown: string): readonly Block[] {
  return markdown
    .replace(pictureLine, '')
    .split(/\n{2,}/)
    .map((text) => text.trim())
    .filter((text) => text !== '')
    .flatMap(blocksOfText);
}

/** A list may follow a paragraph without a line between them. */
function blocksOfText(text: string): readonly Block[] {
  const start = text.search(itemStart);
  if (start === -1) return [{ kind: 'paragraph', words: inlines(joined(text)) }];
  if (start > 0) return [...blocksOfText(text.slice(0, start).trim()), ...blocksOfText(text.slice(start))];
  const items = text.split(/\n(?=- |\d+\. )/).map((item) => inlines(joined(item.replace(itemStart, ''))));
  return [{ kind: 'list', isOrdered: !text.startsWith('- '), items }];
}

function joined(text: string): string {
  return text.replace(/\s*\n\s*/g, ' ').trim();
}

const mark = /`([^`]+)`|\*\*([^*]+)\*\*|_([^_]+)_|\[([^\]]+)\]\(([\w-]+)\.md(?:#([\w-]+))?\)/g;

function inlines(text: string): readonly Inline[] {
  const found: Inline[] = [];
  let from = 0;
  for (const match of text.matchAll(mark)) {
    if (match.index > from) found.push({ kind: 'text', text: text.slice(from, match.index) });
    found.push(inlineOf(match));
    from = match.index + match[0].length;
  }
  if (from < text.length) found.push({ kind: 'text', text: text.slice(from) });
  return found;
}

function inlineOf([, code, strong, emphasis, text, page, section]: RegExpMatchArray): Inline {
  if (code !== undefined) return { kind: 'code', text: code };
  if (strong !== undefined) return { kind: 'strong', text: plain(strong) };
  if (emphasis !== undefined) return { kind: 'emphasis', text: emphasis };
  return { kind: 'link', text: text ?? '', page: page ?? '', section: section ?? null };
}

/** Code within strong words is shown as words. */
function plain(text: string): string {
  return text.replaceAll('`', '');
}

/** What a person would read in a block. */
export function textOf(block: Block): string {
  const lines = block.kind === 'paragraph' ? [block.words] : block.items;
  return lines.map((words) => words.map(({ text }) => text).join('')).join('\n');
}
