import { sortedBy } from '../order.ts';
import type { NodeId } from '../units.ts';
import type { Description, Fields } from './description.ts';
import { describe, describeFields } from './fields.ts';
import { readValue } from './read.ts';
import { addMember, itemOf } from './travel.ts';
import type { Names } from './names.ts';

/** Draws a number in [0, 1). */
export type Uniform = () => number;

type Members = { readonly [key: string]: unknown };

/** Bounds hold no names, so none is ever looked up. */
const noNames: Names = {
  node: nameless,
  nodes: nameless,
  delay: nameless,
  formula: nameless,
  event: nameless,
  selector: nameless,
  link: nameless,
};

function nameless(): { readonly problem: string; readonly suggestion: null } {
  return { problem: 'a bound holds no name', suggestion: null };
}

/** A bound as the number that a program sees; undefined when there is none. */
function boundOf(description: Description, side: 'min' | 'max'): number | undefined {
  const written = description[side];
  if (written === undefined) return undefined;
  const { value } = readValue(describe(description.word), written, noNames);
  return typeof value === 'number' ? value : undefined;
}

/** The words whose values cannot be negative. */
const positive: ReadonlySet<string> = new Set([
  'duration',
  'rate',
  'probability',
  'factor',
  'size',
  'bandwidth',
]);

/** Beyond it whole numbers are no longer exact, and the width of a range may be infinite. */
const farthest = Number.MAX_SAFE_INTEGER;

function otherNumber(description: Description, current: number, uniform: Uniform): unknown {
  const { word } = description;
  const whole = !['number', 'rate', 'probability', 'factor', 'bandwidth'].includes(word);
  const reach = whole ? 255 : 1;
  // Without bounds: values of the same order of magnitude, so that protocols go on understanding.
  const lowest = positive.has(word) || current >= 0 ? 0 : Math.max(2 * current - 1, -farthest);
  const own = current >= 0 ? 2 * current + 1 : -current;
  const highest = word === 'probability' ? 1 : Math.min(Math.max(reach, own), farthest);
  const min = boundOf(description, 'min');
  const max = boundOf(description, 'max');
  const low = min ?? Math.min(lowest, max ?? lowest);
  const high = max ?? Math.max(highest, low + reach);
  if (whole) {
    const inside = current >= low && current <= high;
    const choices = high - low + (inside ? 0 : 1);
    if (choices < 1) return undefined;
    const drawn = low + Math.floor(uniform() * choices);
    return inside && drawn >= current ? drawn + 1 : drawn;
  }
  const drawn = low + uniform() * (high - low);
  if (drawn !== current) return drawn;
  const other = drawn === low ? high : low;
  return other === current ? undefined : other;
}

function otherOf<T>(items: readonly T[], current: T, uniform: Uniform): T | undefined {
  const others = items.filter((item) => item !== current);
  return others[Math.floor(uniform() * others.length)];
}

const LETTERS = 'abcdefghijklmnopqrstuvwxyz0123456789';

/** Another text of as many code points: one of them becomes another letter or digit. */
function otherText(current: string, uniform: Uniform): string {
  const points = [...current];
  const at = Math.floor(uniform() * points.length);
  points[at] = otherOf([...LETTERS], points[at] ?? '', uniform) ?? 'a';
  return points.join('');
}

/** Redraws one of several parts: the drawn one, or the next that has another value at all. */
function redrawnPart<K>(
  keys: readonly K[],
  uniform: Uniform,
  redrawn: (key: K) => unknown,
): { readonly key: K; readonly value: unknown } | undefined {
  const first = Math.floor(uniform() * keys.length);
  for (const key of [...keys.slice(first), ...keys.slice(0, first)]) {
    const value = redrawn(key);
    if (value !== undefined) return { key, value };
  }
  return undefined;
}

/** A frozen copy of an object in which one member has another value; the order of keys stays. */
function replaced(members: Members, key: string, value: unknown): object {
  const copy: { [key: string]: unknown } = {};
  for (const [name, member] of Object.entries(members)) addMember(copy, name, member);
  addMember(copy, key, value);
  return Object.freeze(copy);
}

class Redraw {
  readonly #uniform: Uniform;
  readonly #nodes: readonly NodeId[];

  constructor(uniform: Uniform, nodes: readonly NodeId[]) {
    this.#uniform = uniform;
    this.#nodes = nodes;
  }

  of(description: Description, current: unknown): unknown {
    const uniform = this.#uniform;
    switch (description.word) {
      case 'boolean':
        return current !== true;
      case 'text':
      case 'event':
        return otherText(String(current), uniform);
      case 'one-of':
        return otherOf(description.words ?? [], current, uniform);
      case 'node':
        return otherOf(this.#nodes, current, uniform);
      case 'nodes':
      case 'list':
        return this.#list(description, current as readonly unknown[]);
      case 'map':
        return this.#map(current as Members, () => itemOf(description));
      case 'object':
        return this.object(description, current as Members);
      case 'value':
      case 'signature':
        return this.#value(current);
      case 'distribution':
      case 'formula':
      case 'selector':
      case 'link':
        return undefined;
      default:
        return otherNumber(description, Number(current), uniform);
    }
  }

  object(description: Description, current: Members): object | undefined {
    const fields = description.fields ?? {};
    const present = Object.keys(fields).filter((name) => current[name] !== undefined);
    return this.#members(current, present, (name) => fields[name] ?? describe('value'));
  }

  #map(current: Members, describedBy: (key: string) => Description): object | undefined {
    const keys = sortedBy(Object.keys(current), (key) => key);
    return this.#members(current, keys, describedBy);
  }

  #members(
    current: Members,
    keys: readonly string[],
    describedBy: (key: string) => Description,
  ): object | undefined {
    const part = redrawnPart(keys, this.#uniform, (key) => this.of(describedBy(key), current[key]));
    return part === undefined ? undefined : replaced(current, part.key, part.value);
  }

  #list(description: Description, current: readonly unknown[]): unknown {
    const item = itemOf(description);
    const part = redrawnPart([...current.keys()], this.#uniform, (at) =>
      this.of(item, current[at]),
    );
    if (part !== undefined) return Object.freeze(current.with(part.key, part.value));
    // No item has another value: the list loses its last one, if it has any.
    return current.length === 0 ? undefined : Object.freeze(current.slice(0, -1));
  }

  #value(current: unknown): unknown {
    if (typeof current === 'string') return otherText(current, this.#uniform);
    if (typeof current === 'boolean') return !current;
    if (typeof current === 'number') {
      const word = Number.isInteger(current) ? 'integer' : 'number';
      return otherNumber(describe(word), current, this.#uniform);
    }
    const any = describe('value');
    if (Array.isArray(current)) {
      return this.#list(describe('list', { of: any }), current) ?? null;
    }
    if (typeof current !== 'object' || current === null) return 0;
    return this.#map(current as Members, () => any) ?? null;
  }
}

/**
 * Another value of the same domain, for a corrupted field; undefined when there is no other one.
 * Draws as often as it must. `nodes` are those that a node may be confused with.
 */
export function redraw(
  description: Description,
  current: unknown,
  uniform: Uniform,
  nodes: readonly NodeId[] = [],
): unknown {
  return new Redraw(uniform, nodes).of(description, current);
}

/**
 * A body in which one field, drawn among those present, has another value of its domain; null when
 * no field has one. The body itself is not touched; what is new is frozen.
 */
export function corruptField(
  fields: Fields,
  body: object,
  uniform: Uniform,
  nodes: readonly NodeId[] = [],
): object | null {
  const members: Members = Object.fromEntries(Object.entries(body));
  return new Redraw(uniform, nodes).object(describeFields(fields), members) ?? null;
}
