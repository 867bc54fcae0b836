/**
 * What XML 1.0 has no place for, not even as a reference: controls, halves of surrogate pairs, and the
 * last two of the basic plane. The controls above DEL are allowed, but shown by nobody.
 */
const unwritable = /[^\t\n\r\u0020-\u007e\u00a0-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu;

const references: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\t': '&#9;',
  '\n': '&#10;',
  '\r': '&#13;',
};

const referenceOf = (character: string): string => references[character] ?? character;

/** Text between tags. A parser turns a carriage return into a line feed, unless it is a reference. */
export function xmlText(text: string): string {
  return text.replace(unwritable, '').replace(/[&<>\r]/g, referenceOf);
}

/**
 * Text between quotation marks. A parser turns tabs and line ends into blanks, unless they are
 * references.
 */
export function xmlAttribute(text: string): string {
  return text.replace(unwritable, '').replace(/[&<>"\t\n\r]/g, referenceOf);
}

/** An element with text or lines of elements in it. */
export interface Element {
  readonly name: string;
  readonly attributes?: { readonly [name: string]: string | number };
  readonly text?: string;
  readonly children?: readonly Element[];
}

/** An element and what is in it, a line each; text keeps its own lines. */
export function elementLines(element: Element, indent = ''): string[] {
  const { name, attributes = {}, text = '', children = [] } = element;
  const written = Object.entries(attributes).map(
    ([key, value]) => ` ${key}="${xmlAttribute(String(value))}"`,
  );
  const head = `${indent}<${name}${written.join('')}`;
  if (children.length > 0) {
    const inner = children.flatMap((child) => elementLines(child, `${indent}  `));
    return [`${head}>`, ...inner, `${indent}</${name}>`];
  }
  return [text === '' ? `${head}/>` : `${head}>${xmlText(text)}</${name}>`];
}
