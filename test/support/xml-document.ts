/** An element as a parser gives it. */
export interface XmlElement {
  readonly name: string;
  readonly attributes: { readonly [name: string]: string };
  readonly children: readonly XmlElement[];
  /** All text directly in it. */
  readonly text: string;
}

const declaration = '<?xml version="1.0" encoding="UTF-8"?>\n';
/** The production Char of XML 1.0. */
const notAllowed = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u;
const entities: { readonly [name: string]: string } = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
};

function decoded(text: string): string {
  if (text.includes('<')) throw new Error(`a bare < in ${text}`);
  return text.replace(/&(?:#(\d+)|(\w+));|&/g, (all, code: string, name: string) => {
    const found = code === undefined ? entities[name] : String.fromCodePoint(Number(code));
    if (found === undefined || notAllowed.test(found)) throw new Error(`no reference: ${all}`);
    return found;
  });
}

/** As a parser has to: line ends are one character, and in attributes all white space is a blank. */
const attributeValue = (raw: string): string => decoded(raw.replace(/[\t\n\r]/g, ' '));
const textValue = (raw: string): string => decoded(raw.replace(/\r\n?/g, '\n'));

function attributesOf(text: string): { [name: string]: string } {
  const found: { [name: string]: string } = {};
  const rest = text.replace(/ ([a-z][\w-]*)="([^"]*)"/g, (_, name: string, value: string) => {
    if (Object.hasOwn(found, name)) throw new Error(`${name} is there twice`);
    found[name] = attributeValue(value);
    return '';
  });
  if (rest !== '') throw new Error(`what is this? ${rest}`);
  return found;
}

/**
 * Parses the XML that a report may consist of, without comments, sections and namespaces; throws
 * for all else.
 */
export function parseXml(document: string): XmlElement {
  if (!document.startsWith(declaration)) throw new Error('no declaration');
  if (notAllowed.test(document)) throw new Error('a character that XML has no place for');
  interface Open {
    name: string;
    attributes: { [name: string]: string };
    children: XmlElement[];
    text: string;
  }
  const top: Open = { name: '', attributes: {}, children: [], text: '' };
  const open: Open[] = [top];
  const here = (): Open => open.at(-1) ?? top;
  for (const [, end, start, attributes, isEmpty, text] of document
    .slice(declaration.length)
    .matchAll(/<\/([\w-]+)>|<([a-z][\w-]*)((?: [^<>]*?)?)(\/?)>|([^<]+|<)/g)) {
    if (text !== undefined) here().text += textValue(text);
    else if (end !== undefined) {
      const closed = open.pop();
      if (closed?.name !== end) throw new Error(`</${end}> ends <${closed?.name}>`);
    } else {
      const element = {
        name: start ?? '',
        attributes: attributesOf(attributes ?? ''),
        children: [],
        text: '',
      };
      here().children.push(element);
      if (isEmpty === '') open.push(element);
    }
  }
  const [root, second] = top.children;
  if (open.length > 1 || root === undefined || second !== undefined)
    throw new Error('not one element');
  if (top.text.trim() !== '') throw new Error('text outside of the element');
  return root;
}
