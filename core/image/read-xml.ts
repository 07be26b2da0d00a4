/** What a reader of XML hears, in the order of the text. A name is that of its namespace and its own in one, as `{http://…}li`. */
export interface XmlListener {
  /** With the names of the elements around it and its own, the outermost first; only while it is told. */
  readonly onOpen?: (path: readonly string[]) => void;
  /** As it stands there, with what is escaped; in pieces where comments lie between. */
  readonly onText?: (text: string, path: readonly string[]) => void;
  readonly onClose?: (path: readonly string[]) => void;
}

/** Deeper than any metadata, and few enough to look through. */
const mostLevels = 64;
const startTag = /<([^\s/<>"'=&!?]+)/y;
const attribute = /\s+([^\s/<>"'=&]+)\s*=\s*(?:"([^"<]*)"|'([^'<]*)')/y;
const tagEnd = /\s*(\/?)>/y;
const endTag = /<\/([^\s/<>"'=&!?]+)\s*>/y;

interface Level {
  /** As written, with its prefix. */
  readonly tag: string;
  /** What prefixes mean here where they were declared here. */
  readonly prefixes: ReadonlyMap<string, string>;
}

/**
 * Reads XML once from its first to its last character, in time that grows with its length alone. Nothing is looked up
 * or replaced: a document type, where entities come from, ends it. Returns whether the text was whole; errors: none.
 */
export function readXml(text: string, listener: XmlListener): boolean {
  return new XmlReader(text, listener).read();
}

class XmlReader {
  readonly #text: string;
  readonly #listener: XmlListener;
  readonly #levels: Level[] = [];
  readonly #path: string[] = [];
  #at = 0;

  constructor(text: string, listener: XmlListener) {
    this.#text = text;
    this.#listener = listener;
  }

  read(): boolean {
    for (;;) {
      const next = this.#text.indexOf('<', this.#at);
      this.#say(this.#at, next < 0 ? this.#text.length : next);
      if (next < 0) return this.#levels.length === 0;
      this.#at = next;
      if (!this.#readMarkup()) return false;
    }
  }

  #readMarkup(): boolean {
    if (this.#begins('<?')) return this.#skipTo('?>');
    if (this.#begins('<!--')) return this.#skipTo('-->');
    if (this.#begins('<![CDATA[')) return this.#skipTo(']]>'); // no program writes keywords so
    return this.#begins('</') ? this.#close() : this.#open();
  }

  #begins(mark: string): boolean {
    return this.#text.startsWith(mark, this.#at);
  }

  #skipTo(mark: string): boolean {
    const end = this.#text.indexOf(mark, this.#at);
    this.#at = end + mark.length;
    return end >= 0;
  }

  #say(start: number, end: number): void {
    if (end > start && this.#levels.length > 0)
      this.#listener.onText?.(this.#text.slice(start, end), this.#path);
  }

  #open(): boolean {
    const tag = this.#take(startTag)?.[1];
    if (tag === undefined || this.#levels.length >= mostLevels) return false;
    const prefixes = this.#readAttributes();
    const end = this.#take(tagEnd);
    if (end === undefined) return false;
    this.#levels.push({ tag, prefixes });
    this.#path.push(this.#nameOf(tag));
    this.#listener.onOpen?.(this.#path);
    if (end[1] === '/') this.#leave();
    return true;
  }

  /** Only prefixes are kept: what else attributes say is of no use here. */
  #readAttributes(): ReadonlyMap<string, string> {
    const prefixes = new Map<string, string>();
    for (let found = this.#take(attribute); found !== undefined; found = this.#take(attribute)) {
      const [, name = '', doubly, singly] = found;
      if (name === 'xmlns' || name.startsWith('xmlns:')) prefixes.set(name.slice(6), doubly ?? singly ?? '');
    }
    return prefixes;
  }

  #close(): boolean {
    const tag = this.#take(endTag)?.[1];
    if (tag === undefined || this.#levels.at(-1)?.tag !== tag) return false;
    this.#leave();
    return true;
  }

  #leave(): void {
    this.#listener.onClose?.(this.#path);
    this.#levels.pop();
    this.#path.pop();
  }

  /** What stands at this place, which is then behind it. */
  #take(pattern: RegExp): RegExpExecArray | undefined {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.#text);
    if (found === null) return undefined;
    this.#at = pattern.lastIndex;
    return found;
  }

  #nameOf(tag: string): string {
    const colon = tag.indexOf(':');
    const prefix = tag.slice(0, Math.max(0, colon));
    const space = this.#levels.findLast(({ prefixes }) => prefixes.has(prefix))?.prefixes.get(prefix) ?? '';
    return `{${space}}${tag.slice(colon + 1)}`;
  }
}

const signs: ReadonlyMap<string, string> = new Map([
  ['amp', '&'],
  ['lt', '<'],
  ['gt', '>'],
  ['quot', '"'],
  ['apos', "'"],
]);

/** Text with the five signs of XML and numbered characters in their own form; what is no such thing stays. */
export function unescapedXml(text: string): string {
  return text.replace(/&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|([a-z]{2,4}));/gi, (whole, hex, decimal, name) => {
    if (name !== undefined) return signs.get(String(name)) ?? String(whole);
    const code = hex === undefined ? Number(decimal) : Number.parseInt(String(hex), 16);
    const isCharacter = code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff);
    return isCharacter ? String.fromCodePoint(code) : '';
  });
}
