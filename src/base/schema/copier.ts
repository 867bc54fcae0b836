import { InternalError } from '../errors.ts';
import type { Description, Fields } from './description.ts';
import { describeFields } from './fields.ts';
import { encodeNumber, encodeText, lanes, mixedSource, publish, start, tag } from './lanes.ts';

import { refusalOf } from './refusal.ts';
import { Handed, sealSource } from './seal.ts';
import { addMember, isPlain, itemOf, type Leaf, readSource, travelOf } from './travel.ts';
import { copyValue, mismatch } from './value-copier.ts';

export { fingerprint } from './lanes.ts';
export { fingerprintValue } from './value-copier.ts';

/** Makes the values that travel. */
export interface Copier {
  /**
   * A deeply frozen copy of a body, sharing what a copier made before; the body itself is not
   * touched. Leaves its 64-bit fingerprint in `fingerprint`. Throws TypeError with the path of
   * what is missing, undeclared, of another type, NaN, infinite or a function.
   */
  copy(body: object): Readonly<object>;
}

/** Copies one value, leaves its fingerprint in the lanes; throws `mismatch` if it can't travel. */
type Copy = (value: unknown) => unknown;

/** The verbs that generated code may use, under the names it uses. */
const verbs = {
  imul: Math.imul,
  isInteger: Number.isInteger,
  isFinite: Number.isFinite,
  isArray: Array.isArray,
  keys: Object.keys,
  hasOwn: Object.hasOwn,
  lanes,
  encodeNumber,
  encodeText,
  freeze: Object.freeze,
  Handed,
  /** All empty lists are one: freezing one costs more than copying a short list. */
  empty: Object.freeze([]),
  isPlain,
  addMember,
  mismatch,
};

/** Source text that puts the encoding of the text `word` into x and y. */
function textLanes(word: string): string {
  encodeText(word);
  return `x = ${lanes[0] ?? 0}; y = ${lanes[1] ?? 0};`;
}

const TAKE_LANES = 'x = lanes[0]; y = lanes[1];';

/**
 * Source that puts the encoding of a tested leaf into x and y. `last` names variables that outlive a
 * copy: the text that a field had the last time, most often, is the one that it has now.
 */
function encodedLeaf(
  leaf: Leaf,
  variable: string,
  words: readonly string[] | null,
  last: string,
): string {
  switch (leaf.encoding) {
    case 'number':
      return `if ((${variable} | 0) === ${variable}) { x = ${variable} | 0; y = ${tag.integer}; }
        else { encodeNumber(${variable}); ${TAKE_LANES} }`;
    case 'boolean':
      return `x = ${variable} ? 1 : 0; y = ${tag.boolean};`;
    case 'text':
      return `if (${variable} !== ${last}) {
          encodeText(${variable}); ${TAKE_LANES} ${last} = ${variable}; ${last}x = x; ${last}y = y;
        } else { x = ${last}x; y = ${last}y; }`;
    case 'words':
      return (words ?? [])
        .map((word) => `if (${variable} === ${JSON.stringify(word)}) { ${textLanes(word)} }`)
        .join(' else ');
  }
}

/** Gathers the source of one copier together with the copiers of parts that it calls. */
class Source {
  readonly parts: Copy[] = [];
  /** Variables for texts that were encoded last. */
  readonly #lasts: string[] = [];

  /** Source that checks a variable, replaces it by its copy, and puts its encoding into x and y. */
  taken(description: Description, variable: string): string {
    const travel = travelOf(description);
    if (travel.kind === 'leaf') {
      return `if (!(${travel.test(variable)})) throw mismatch;
        ${encodedLeaf(travel, variable, description.words, this.#last(travel))}`;
    }
    const copy = copyOf(description);
    const known = this.parts.indexOf(copy);
    const index = known === -1 ? this.parts.push(copy) - 1 : known;
    return `${variable} = part${index}(${variable}); ${TAKE_LANES}`;
  }

  #last({ encoding }: Leaf): string {
    const name = `last${this.#lasts.length}`;
    if (encoding === 'text') this.#lasts.push(name);
    return name;
  }

  compile(body: string): Copy {
    const names = Object.keys(verbs);
    const make: unknown = new Function(
      ...names,
      'parts',
      `'use strict';
      ${this.parts.map((_, index) => `const part${index} = parts[${index}];`).join('\n')}
      ${this.#lasts.map((name) => `let ${name} = null, ${name}x = 0, ${name}y = 0;`).join(' ')}
      ${sealSource}
      return function copy(value) { ${body} };`,
    );
    const made = make as (...given: readonly unknown[]) => Copy;
    return made(...Object.values(verbs), this.parts);
  }
}

/** Source for the beginning of a copier of objects: what it sealed before is shared. */
const SHARED = `if (Seal.has(value)) { lanes[0] = Seal.lo(value); lanes[1] = Seal.hi(value); return value; }`;

const SEALED = 'lanes[0] = lo; lanes[1] = hi; return freeze(new Seal(copy, lo, hi));';

/** An object literal's member; computed where the plain spelling would set the prototype. */
function member(name: string, index: number): string {
  const key = JSON.stringify(name);
  return `${name === '__proto__' ? `[${key}]` : key}: f${index}`;
}

function literalSource(fields: readonly (readonly [string, Description])[]): string {
  const all = fields.map(([name], index) => member(name, index));
  const optional = fields.flatMap(([, field], index) => (field.optional ? [index] : []));
  if (optional.length === 0) return `const copy = { ${all.join(', ')} };`;
  const required = all.filter((_, index) => !optional.includes(index));
  const some = fields.map(([name, field], index) => {
    const add = `addMember(copy, ${JSON.stringify(name)}, f${index});`;
    return field.optional ? `if (f${index} !== undefined) ${add}` : add;
  });
  // All or none are literals of one shape each; a mixture is put together in declared order.
  return `let copy;
    if (optional === ${optional.length}) copy = { ${all.join(', ')} };
    else if (optional === 0) copy = { ${required.join(', ')} };
    else { copy = {}; ${some.join(' ')} }`;
}

/** What a flat body ends with: copying it again is cheaper than to seal it, and it holds no part. */
const FLAT = 'lanes[0] = lo; lanes[1] = hi; return freeze(copy);';

function compileObject(description: Description, body: boolean): Copy {
  const source = new Source();
  const fields = Object.entries(description.fields ?? {});
  const taken = fields.map(([name, field], index) => {
    encodeText(name);
    const key = [lanes[0] ?? 0, lanes[1] ?? 0];
    const taking = `${source.taken(field, `f${index}`)}
      x ^= ${key[0]}; y ^= ${key[1]}; ${mixedSource} lo = (lo + x) | 0; hi = (hi + y) | 0;`;
    const read = `let f${index} = ${readSource(name)};`;
    return field.optional
      ? `${read} if (f${index} !== undefined) { optional++; ${taking} }`
      : `${read} ${taking}`;
  });
  const required = fields.filter(([, field]) => !field.optional);
  const wanted = JSON.stringify(fields.map(([name]) => name));
  const owned = required.map(([name]) => `!hasOwn(value, ${JSON.stringify(name)})`);
  // Counting is enough when all is well; only otherwise are the names looked at one by one.
  const counted = `if (keys(value).length !== ${required.length} + optional) {
      if (${['false', ...owned].join(' || ')}) throw mismatch;
      for (const key of keys(value)) if (!${wanted}.includes(key)) throw mismatch;
    }`;
  const flat = body && source.parts.length === 0;
  const plain = required.length === 0 ? 'if (!isPlain(value)) throw mismatch;' : '';
  return source.compile(`
    if (typeof value !== 'object' || value === null) throw mismatch;
    ${flat ? '' : SHARED}
    ${plain}
    let lo = ${start.object}, hi = ${tag.object}, optional = 0, x = 0, y = 0, t = 0;
    ${taken.join('\n')}
    ${counted}
    ${literalSource(fields)}
    ${flat ? FLAT : SEALED}`);
}

/** Lists that hold numbers only have representations whose freezing costs 150 ns more: avoided. */
const NUMBERS_COPIED = `const copy = [empty];
    copy[0] = value[0];
    for (let i = 1; i < value.length; i++) copy.push(value[i]);`;

function compileList(description: Description): Copy {
  const source = new Source();
  const travel = travelOf(itemOf(description));
  const numbers = travel.kind === 'leaf' && travel.encoding === 'number';
  return source.compile(`
    if (!isArray(value)) throw mismatch;
    ${SHARED}
    if (value.length === 0) { lanes[0] = ${start.list}; lanes[1] = ${tag.list}; return empty; }
    ${numbers ? NUMBERS_COPIED : 'const copy = [...value];'}
    const { length } = copy;
    let lo = ${start.list} ^ length, hi = ${tag.list}, x = 0, y = 0, t = 0;
    for (let i = 0; i < length; i++) {
      let f = copy[i];
      ${source.taken(itemOf(description), 'f')}
      copy[i] = f;
      x = (x + lo) | 0; y = (y + hi) | 0; ${mixedSource} lo = x; hi = y;
    }
    ${SEALED}`);
}

function compileMap(description: Description): Copy {
  const source = new Source();
  return source.compile(`
    if (typeof value !== 'object' || value === null) throw mismatch;
    ${SHARED}
    if (!isPlain(value)) throw mismatch;
    const copy = {};
    let lo = ${start.object}, hi = ${tag.object}, x = 0, y = 0, t = 0;
    for (const key of keys(value)) {
      let f = value[key];
      ${source.taken(itemOf(description), 'f')}
      addMember(copy, key, f);
      encodeText(key);
      x ^= lanes[0]; y ^= lanes[1]; ${mixedSource} lo = (lo + x) | 0; hi = (hi + y) | 0;
    }
    ${SEALED}`);
}

const copies = new WeakMap<Description, Copy>();

/** The copier of one description, made once: so what one message copied another one can share. */
function copyOf(description: Description): Copy {
  const known = copies.get(description);
  if (known !== undefined) return known;
  const copy = compiled(description);
  copies.set(description, copy);
  return copy;
}

function compiled(description: Description): Copy {
  switch (travelOf(description).kind) {
    case 'object':
      return compileObject(description, false);
    case 'list':
      return compileList(description);
    case 'map':
      return compileMap(description);
    case 'value':
      return copyValue;
    case 'leaf':
    case 'never':
      throw new InternalError(`there is no copier of a ${description.word}`);
  }
}

const bodyCopies = new WeakMap<Description, Copy>();

/** The copier of a whole body, made once: what one run has warmed up is warm in all others. */
function bodyCopyOf(description: Description): Copy {
  const known = bodyCopies.get(description);
  if (known !== undefined) return known;
  const copy = compileObject(description, true);
  bodyCopies.set(description, copy);
  return copy;
}

/** Throws TypeError if a value of this description, at this path, could never travel. */
function assertTravels(description: Description, path: string): void {
  const { kind } = travelOf(description);
  if (kind === 'never') {
    throw new TypeError(`${path}: a ${description.word} cannot travel in a message`);
  }
  if (kind === 'list' || kind === 'map') assertTravels(itemOf(description), `${path}[]`);
  for (const [name, field] of Object.entries(description.fields ?? {})) {
    assertTravels(field, `${path}.${name}`);
  }
}

/**
 * Compiles the copier of bodies with these fields. `where` begins the paths in refusals: the name
 * of the message. Throws TypeError for fields that cannot travel (formulas, selectors, links).
 */
export function compileCopier(fields: Fields, where: string): Copier {
  const description = describeFields(fields);
  assertTravels(description, where);
  // Compiled at the first use: most of what programs declare is never sent in one run.
  let copy: Copy | undefined;
  return {
    copy(body) {
      copy ??= bodyCopyOf(description);
      try {
        const copied = copy(body);
        publish();
        return copied as Readonly<object>;
      } catch (thrown) {
        if (thrown !== mismatch) throw thrown;
      }
      const refusal = refusalOf(description, body, where);
      throw new TypeError(refusal ?? `${where}: it changed while it was being read`);
    },
  };
}
