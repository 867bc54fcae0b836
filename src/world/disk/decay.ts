import type { Value } from '../../base/units.ts';
import type { Content } from './file.ts';
import { type Cell, damaged, Records } from './records.ts';

/** A content of which one value has decayed; `draw` gives numbers in [0, 1). */
export function decayed(content: Content, silent: boolean, draw: () => number): Content {
  const decay = (cell: Cell): Cell =>
    !silent || cell === damaged ? damaged : otherValue(cell, draw);
  if ('value' in content) return { value: decay(content.value) };
  const hit = Math.floor(draw() * content.records.length);
  const cells = content.records.all();
  return { records: Records.of(cells.map((cell, at) => (at === hit ? decay(cell) : cell))) };
}

/** The same value with one bit of it changed, or what comes near to it: always another value. */
function otherValue(value: Value, draw: () => number): Value {
  if (typeof value === 'boolean') return !value;
  if (typeof value === 'number') return otherNumber(value, draw);
  if (typeof value === 'string') return otherText(value, draw);
  if (value === null) return 0;
  const members = Object.entries(value);
  const hit = Math.floor(draw() * members.length);
  const other = members.map(
    ([key, member], at) => [key, at === hit ? otherValue(member, draw) : member] as const,
  );
  if (Array.isArray(value)) return members.length === 0 ? [0] : other.map(([, member]) => member);
  return members.length === 0 ? { '?': 0 } : Object.fromEntries(other);
}

function otherNumber(value: number, draw: () => number): number {
  const flipped = value ^ (1 << Math.floor(draw() * 8));
  return Number.isInteger(value) && Math.abs(value) < 2_147_483_648 ? flipped : value / 2 + 1;
}

function otherText(text: string, draw: () => number): string {
  const at = Math.floor(draw() * text.length);
  const code = text.charCodeAt(at);
  // One of the lowest bits of a letter: what comes out can be printed.
  const other = text === '' ? '?' : String.fromCharCode(code ^ (1 << Math.floor(draw() * 3)));
  return text.slice(0, at) + other + text.slice(at + 1);
}
