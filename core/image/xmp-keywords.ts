import { readXml } from './read-xml.ts';

const rdf = '{http://www.w3.org/1999/02/22-rdf-syntax-ns#}';
const subject = '{http://purl.org/dc/elements/1.1/}subject';
const hierarchicalSubject = '{http://ns.adobe.com/lightroom/1.0/}hierarchicalSubject';
const lists: ReadonlySet<string> = new Set(['Bag', 'Seq', 'Alt'].map((name) => rdf + name));
const mostKeywords = 1000;
const mostCharacters = 1000;

/**
 * The keywords that photo programs write into XMP (ISO 16684-1, section 8.3, `dc:subject`), and the last names of
 * Lightroom's ways such as `Places|Europe|Zurich`, as they stand there. None of XMP that is damaged; errors: none.
 */
export function xmpKeywords(xmp: Uint8Array): readonly string[] {
  const keywords: string[] = [];
  let text = '';
  const isWhole = readXml(decoded(xmp), {
    onOpen: () => {
      text = '';
    },
    onText: (part) => {
      if (text.length < mostCharacters) text += part.slice(0, mostCharacters);
    },
    onClose(path) {
      const property = propertyOfItem(path);
      if (property === undefined || keywords.length >= mostKeywords) return;
      keywords.push(property === subject ? text : text.slice(text.lastIndexOf('|') + 1));
    },
  });
  return isWhole ? keywords : [];
}

/** Which of the two a list's item belongs to. Only what is said of the photo itself counts, not of a picture in it. */
function propertyOfItem(path: readonly string[]): string | undefined {
  const [root, description, property, list, item] = path.slice(-5);
  const isItem = item === `${rdf}li` && lists.has(list ?? '');
  if (!isItem || root !== `${rdf}RDF` || description !== `${rdf}Description`) return undefined;
  return property === subject || property === hierarchicalSubject ? property : undefined;
}

/** Bytes that are no UTF-8 are damage; some programs fill the end with zeros. */
function decoded(xmp: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(xmp.subarray(0, xmp.findLastIndex(Boolean) + 1));
  } catch {
    return '<';
  }
}
