import { compactJson } from '../../base/json/json.ts';
import type { Value } from '../../base/units.ts';
import { type Cell, nil, type ValueTable } from '../value-table.ts';

/** A member of the map of an event: its name, and its value as it is to be written. */
export type Member = readonly [name: string, text: string];

/** How to write events and values: Jepsen's EDN, or the same as JSON. */
export interface JepsenStyle {
  /** One event on a line, with its line feed. */
  line(members: readonly Member[]): string;
  /** The name of an operation, a type, an error. */
  word(text: string): string;
  /** Any value. */
  value(values: ValueTable, cell: Cell): string;
  /** A list of what is written already. */
  list(texts: readonly string[]): string;
}

/** A text that the reader of EDN makes of a keyword: written as one, it comes back the same. */
const keyword =
  /^:[A-Za-z*!_?$%&=<>+.-][\w*!?$%&=<>+.-]*(?:\/[A-Za-z*!_?$%&=<>+.-][\w*!?$%&=<>+.-]*)?$/;

/** Whole numbers that a double does not hold exactly are told from digits by a point. */
function numberText(number: number): string {
  const text = compactJson(number);
  return Number.isSafeInteger(number) || /[.e]/.test(text) ? text : `${text}.0`;
}

function jsonText(value: Value): string {
  if (typeof value === 'number') return numberText(value);
  if (Array.isArray(value))
    return `[${value.map((element: Value) => jsonText(element)).join(',')}]`;
  if (typeof value !== 'object' || value === null) return compactJson(value);
  const members = Object.entries(value).map(
    ([name, member]) => `${compactJson(name)}:${jsonText(member)}`,
  );
  return `{${members.join(',')}}`;
}

function ednText(value: Value): string {
  if (value === null) return 'nil';
  if (typeof value === 'number') return numberText(value);
  if (typeof value === 'string') return keyword.test(value) ? value : compactJson(value);
  if (Array.isArray(value)) return `[${value.map((element: Value) => ednText(element)).join(' ')}]`;
  if (typeof value !== 'object') return compactJson(value);
  const members = Object.entries(value).map(
    ([name, member]) => `${compactJson(name)} ${ednText(member)}`,
  );
  return `{${members.join(', ')}}`;
}

/** JSON, an object on a line. */
export const jsonStyle: JepsenStyle = {
  line: (members) => `{${members.map(([name, text]) => `"${name}":${text}`).join(',')}}\n`,
  word: (text) => compactJson(text),
  value: (values, cell) =>
    cell === nil ? 'null' : cell >= 0 ? String(cell) : jsonText(values.valueOf(cell)),
  list: (texts) => `[${texts.join(',')}]`,
};

/** EDN, a map on a line. */
export const ednStyle: JepsenStyle = {
  line: (members) => `{${members.map(([name, text]) => `:${name} ${text}`).join(', ')}}\n`,
  word: (text) => (keyword.test(`:${text}`) ? `:${text}` : compactJson(text)),
  value: (values, cell) =>
    cell === nil ? 'nil' : cell >= 0 ? String(cell) : ednText(values.valueOf(cell)),
  list: (texts) => `[${texts.join(' ')}]`,
};
