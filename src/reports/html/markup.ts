import { printable } from '../../base/text/cells.ts';

/** Text that a browser may read as tags. Only what this file makes is such. */
export interface Markup {
  readonly markup: string;
}

/** What an element holds: plain text is escaped on its way in. */
export type Child = Markup | string | null | readonly Child[];

export interface Attributes {
  readonly [name: string]: string | number | null;
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

// Half a pair of surrogates, and what XML leaves out: an SVG must be well-formed.
const unfit = /[\ud800-\udfff\ufffe\uffff]/gu;

/** Text as the content of an element or of a quoted attribute. */
export function escaped(text: string): string {
  return printable(text)
    .replace(unfit, '\ufffd')
    .replace(/[&<>"']/g, (found) => entities[found] ?? '');
}

function markupOf(child: Child): string {
  if (child === null) return '';
  if (typeof child === 'string') return escaped(child);
  return 'markup' in child ? child.markup : child.map(markupOf).join('');
}

function opening(name: string, attributes: Attributes): string {
  const said = Object.entries(attributes).flatMap(([key, value]) =>
    value === null ? [] : ` ${key}="${escaped(String(value))}"`,
  );
  return `${name}${said.join('')}`;
}

/** An element on one line, in the midst of text. */
export function inline(name: string, attributes: Attributes, ...children: Child[]): Markup {
  const body = children.map(markupOf).join('');
  return { markup: `<${opening(name, attributes)}>${body}</${name}>` };
}

/** An element that never holds anything: of SVG, or a void one of HTML. */
export function empty(name: string, attributes: Attributes): Markup {
  return { markup: `<${opening(name, attributes)}/>` };
}

/** An element with each of its children on a line of its own, where blanks between them mean nothing. */
export function block(name: string, attributes: Attributes, ...children: Child[]): Markup {
  const lines = children
    .flat()
    .map((child) => markupOf(child))
    .filter((line) => line !== '');
  return { markup: [`<${opening(name, attributes)}>`, ...lines, `</${name}>`].join('\n') };
}

/** A style sheet of our own: nothing of a report may come in here. */
export function styleSheet(css: string): Markup {
  return { markup: `<style>\n${css.trim()}\n</style>` };
}

/** A script of our own: nothing of a report may come in here. */
export function ownScript(source: string): Markup {
  return { markup: `<script>${source}</script>` };
}
