/** A node of babel's tree, as far as it leads from a place that is written to, to the name it begins with. */
export interface Written {
  readonly type: string;
  readonly name?: string;
  readonly value?: unknown;
  readonly computed?: boolean;
  readonly object?: Written;
  readonly property?: Written;
  readonly expression?: Written;
  readonly callee?: Written;
  readonly arguments?: readonly Written[];
}

/** What the names of a file mean at some place in it. */
export interface Names {
  /** It is declared by the file. */
  isBound(name: string): boolean;
  /**
   * What a name stands for that is declared once and for all as a part of something; null: it is a
   * thing of its own.
   */
  aliasOf(name: string): Alias | null;
}

/** `const M = Math`, or `const { prototype } = Array`. */
export interface Alias {
  readonly of: Written;
  readonly member: readonly string[];
  readonly names: Names;
}

/** Names for one another are followed so far: one that stands for itself would have no end. */
const furthest = 8;

/** Functions that change the object that they are given first. */
const changers: ReadonlySet<string> = new Set([
  'Object.assign',
  'Object.defineProperties',
  'Object.defineProperty',
  'Object.freeze',
  'Object.preventExtensions',
  'Object.seal',
  'Object.setPrototypeOf',
  'Reflect.defineProperty',
  'Reflect.deleteProperty',
  'Reflect.preventExtensions',
  'Reflect.set',
  'Reflect.setPrototypeOf',
]);

/** Words round an expression that say something to the compiler only. */
function bare(node: Written): Written {
  const isWrapped = /^(TS.*Expression|TSTypeAssertion|ParenthesizedExpression)$/.test(node.type);
  return isWrapped && node.expression !== undefined ? bare(node.expression) : node;
}

/** The names from one that is free on, `Array.prototype.map`; null where it does not begin with a name. */
function pathOf(node: Written, names: Names, left = furthest): readonly string[] | null {
  const { type, name = '', object, property, computed, callee } = bare(node);
  if (type === 'Identifier') return meantBy(name, names, left);
  if (type === 'CallExpression' && callee !== undefined) return prototypeAsked(callee, names, left);
  if (!/^(Optional)?MemberExpression$/.test(type) || object === undefined) return null;
  const before = prototypeReached(bare(object)) ?? pathOf(object, names, left);
  const isNamed = computed !== true || property?.type === 'StringLiteral';
  return before === null ? null : [...before, isNamed ? memberName(property) : '[..]'];
}

/** `[].__proto__`, `x.constructor.prototype`: nobody can say whose, and most are of the language. */
function prototypeReached({ object, property }: Written): readonly string[] | null {
  const member = memberName(property);
  if (object === undefined) return null;
  if (member === '__proto__') return [member];
  const isOfMaker = memberName(bare(object).property) === 'constructor';
  return member === 'prototype' && isOfMaker ? ['constructor', member] : null;
}

/** `Object.getPrototypeOf(x)`; null where something else is called. */
function prototypeAsked(callee: Written, names: Names, left: number): readonly string[] | null {
  const called = pathOf(callee, names, left) ?? [];
  const isAsked = /^(Object|Reflect)\.getPrototypeOf$/.test(called.join('.'));
  return isAsked ? [called[0] ?? '', 'getPrototypeOf(..)'] : null;
}

function meantBy(name: string, names: Names, left: number): readonly string[] | null {
  if (!names.isBound(name)) return [name];
  const alias = left === 0 ? null : names.aliasOf(name);
  const before = alias && pathOf(alias.of, alias.names, left - 1);
  return before === null ? null : [...before, ...(alias?.member ?? [])];
}

function memberName(property: Written | undefined): string {
  const { name, value } = property ?? {};
  return name ?? (typeof value === 'string' ? value : '[..]');
}

/** Why something may not be written to; null when it is the program's own, or nobody can say. */
export function refusalOfWrite(place: Written, names: Names): string | null {
  const path = pathOf(place, names);
  // What the machine gives to everyone in the process: a program shares it with us and with later runs.
  if (path === null || !Reflect.has(globalThis, path[0] ?? '')) return null;
  const name = path.join('.').replaceAll('.[', '[');
  return `${name} cannot be changed: it is outside of the simulation, shared by all nodes and all runs; use a variable of the program`;
}

/** Why a call may not be made; null when it changes nothing that is shared. */
export function refusalOfCall(call: Written, names: Names): string | null {
  const { callee, arguments: [changed] = [] } = call;
  const called = callee === undefined ? null : pathOf(callee, names);
  if (called === null || changed === undefined || !changers.has(called.join('.'))) return null;
  return refusalOfWrite(changed, names);
}
