import type { Description, SchemaWord } from './description.ts';
import { describe } from './fields.ts';

/** How a value that is no object travels: what it must be, and how its fingerprint encodes it. */
export interface Leaf {
  readonly kind: 'leaf';
  /** A JavaScript condition over the variable named; true for values of this type. */
  test(variable: string): string;
  /** The same condition, as a function; compiled at each call, for refusals only. */
  accepts(value: unknown): boolean;
  readonly encoding: 'number' | 'boolean' | 'text' | 'words';
  /** What stands after "expected" in a refusal. */
  readonly expected: string;
}

/** How a value of a word travels in a message; `never` cannot. */
export type Travel =
  | Leaf
  | { readonly kind: 'value' | 'list' | 'map' | 'object' }
  | { readonly kind: 'never' };

function leaf(
  encoding: Leaf['encoding'],
  expected: string,
  test: (variable: string) => string,
): Leaf {
  const accepts = (x: unknown): boolean => {
    const compiled: unknown = new Function('isInteger', 'isFinite', 'x', `return ${test('x')};`);
    const condition = compiled as (...names: readonly unknown[]) => boolean;
    return condition(Number.isInteger, Number.isFinite, x);
  };
  return { kind: 'leaf', encoding, expected, test, accepts };
}

const isWhole = (x: string): string =>
  `typeof ${x} === 'number' && ((${x} | 0) === ${x} || isInteger(${x}))`;
const whole = (expected: string): Leaf => leaf('number', expected, isWhole);
const amount = (expected: string): Leaf =>
  leaf('number', expected, (x) => `${isWhole(x)} && ${x} >= 0`);
const finite = leaf('number', 'a finite number', (x) => `isFinite(${x})`);
const string = (expected: string): Leaf =>
  leaf('text', expected, (x) => `typeof ${x} === 'string'`);
const value = { kind: 'value' } as const;
const never = { kind: 'never' } as const;

const travels: { readonly [W in Exclude<SchemaWord, 'one-of'>]: Travel } = {
  duration: amount('a length of time in whole nanoseconds'),
  'signed-duration': whole('whole nanoseconds'),
  rate: finite,
  probability: leaf(
    'number',
    'a number from 0 to 1',
    (x) => `isFinite(${x}) && ${x} >= 0 && ${x} <= 1`,
  ),
  ppm: whole('whole parts per billion'),
  factor: finite,
  size: amount('a whole number of bytes'),
  bandwidth: finite,
  integer: whole('a whole number'),
  number: finite,
  boolean: leaf('boolean', 'true or false', (x) => `(${x} === true || ${x} === false)`),
  text: string('text'),
  value,
  node: string('the name of a node'),
  nodes: { kind: 'list' },
  'wall-time': whole('a reading of a time-of-day clock in nanoseconds'),
  signature: value,
  distribution: value,
  formula: never,
  event: string('the name of an event'),
  selector: never,
  link: never,
  list: { kind: 'list' },
  map: { kind: 'map' },
  object: { kind: 'object' },
};

/** How values of a description travel. */
export function travelOf(description: Description): Travel {
  if (description.word !== 'one-of') return travels[description.word];
  const words = (description.words ?? []).map((word) => JSON.stringify(word));
  return leaf('words', `one of ${words.join(', ')}`, (x) =>
    words.length === 0 ? 'false' : `(${words.map((word) => `${x} === ${word}`).join(' || ')})`,
  );
}

const nodeItem = describe('node');

/** What a list or map holds; `nodes` are a list of the names of nodes. */
export function itemOf(description: Description): Description {
  return description.of ?? nodeItem;
}

/**
 * Whether an object is a plain one: no instance of a class, no Map, no list. One from another realm
 * is: test runners that keep tests apart have a realm, and an `Object.prototype`, for each.
 */
export function isPlain(object: object): boolean {
  const prototype: object | null = Object.getPrototypeOf(object);
  if (prototype === Object.prototype || prototype === null) return true;
  return Object.getPrototypeOf(prototype) === null && Object.hasOwn(prototype, 'isPrototypeOf');
}

/** Adds a member as own data, whatever its name: `__proto__` too. */
export function addMember(object: { [key: string]: unknown }, key: string, member: unknown): void {
  if (key === '__proto__') {
    Object.defineProperty(object, key, {
      value: member,
      enumerable: true,
      writable: true,
      configurable: true,
    });
  } else object[key] = member;
}

/**
 * Source that reads a member of `value`; what every object inherits under that name does not count.
 * Its free names are `value` and `hasOwn`.
 */
export function readSource(name: string): string {
  const key = JSON.stringify(name);
  return name in Object.prototype
    ? `(hasOwn(value, ${key}) ? value[${key}] : undefined)`
    : `value[${key}]`;
}
