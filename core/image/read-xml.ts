import sax from 'sax';

/** What a reader of XML hears, in the order of the text. A name is that of its namespace and its own in one, as `{http://…}li`. */
export interface XmlListener {
  /** With the names of the elements around it and its own, the outermost first; only while it is told. */
  readonly onOpen?: (path: readonly string[]) => void;
  /** In pieces where comments lie between. */
  readonly onText?: (text: string, path: readonly string[]) => void;
  readonly onClose?: (path: readonly string[]) => void;
}

/** Deeper than any metadata, and few enough to look through. */
const mostLevels = 64;

/**
 * Reads XML once from its first to its last character. Nothing is looked up or replaced: a document type, where entities
 * come from, ends it. Returns whether the text was whole; errors: none.
 */
export function readXml(text: string, listener: XmlListener): boolean {
  try {
    parserFor(listener).write(text).close();
    return true;
  } catch {
    return false;
  }
}

function parserFor({ onOpen, onText, onClose }: XmlListener): sax.SAXParser {
  const path: string[] = [];
  const parser = sax.parser(true, { xmlns: true });
  const refuse = (): never => {
    throw new RangeError('not the XML of metadata');
  };
  parser.onerror = refuse;
  parser.ondoctype = refuse;
  parser.onopentag = (tag) => {
    const { uri, local } = tag as sax.QualifiedTag;
    if (path.push(`{${uri}}${local}`) > mostLevels) refuse();
    onOpen?.(path);
  };
  parser.ontext = (text) => onText?.(text, path);
  parser.onclosetag = () => {
    onClose?.(path);
    path.pop();
  };
  return parser;
}
