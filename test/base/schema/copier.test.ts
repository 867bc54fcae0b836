import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalJson } from '../../../src/base/json/json.ts';
import {
  boolean,
  duration,
  formula,
  integer,
  list,
  map,
  nodes,
  number,
  object,
  oneOf,
  probability,
  text,
  value,
} from '../../../src/base/schema.ts';
import { compileCopier, fingerprint, fingerprintValue } from '../../../src/base/schema/copier.ts';

const command = object({ op: oneOf(['put', 'get', 'none']), key: text() });
const entry = object({ term: integer(), command, note: text().optional() });
const fields = {
  term: integer(),
  share: number(),
  wait: duration(),
  ok: boolean(),
  entries: list(entry),
  marks: list(integer()),
  clock: map(integer()),
  peers: nodes(),
  extra: value().optional(),
  by: text().optional(),
};
const append = compileCopier(fields, 'append');

it.each([1.5, -0.25, NaN, Infinity, '0.5', null, true, [0.5]])(
  'takes no %j for a probability',
  (share) => {
    const rumour = compileCopier({ share: probability() }, 'rumour');
    expect(rumour.copy({ share: 0.25 })).toEqual({ share: 0.25 });
    expect(() => rumour.copy({ share })).toThrow('rumour.share: expected a number from 0 to 1');
  },
);

const finite = fc.double({ noNaN: true, noDefaultInfinity: true });
const keys = fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom('__proto__', 'toString', '0'));
const optional = <T>(present: fc.Arbitrary<T>) => fc.option(present, { nil: undefined });
const bodies = fc.record({
  term: fc.oneof(fc.maxSafeInteger(), fc.integer()),
  share: finite,
  wait: fc.nat(),
  ok: fc.boolean(),
  entries: fc.array(
    fc.record({
      term: fc.integer(),
      command: fc.record({ op: fc.constantFrom('put', 'get', 'none'), key: fc.string() }),
      note: optional(fc.string()),
    }),
  ),
  marks: fc.array(fc.maxSafeInteger()),
  clock: fc.dictionary(keys, fc.integer()),
  peers: fc.array(fc.string()),
  extra: optional(fc.jsonValue()),
  by: optional(fc.string({ unit: 'grapheme' })),
});
type AnyBody = typeof bodies extends fc.Arbitrary<infer B> ? B : never;

const stamp = (): string => `${fingerprint.hi}:${fingerprint.lo}`;
const copied = (body: object) => {
  const copy = append.copy(body);
  return { copy, stamp: stamp() };
};
const settings = { seed: 42, numRuns: 300 };

/** Plain data without members that are undefined: what JSON keeps. */
const asJson = (data: unknown): unknown => JSON.parse(JSON.stringify(data));

const deeplyFrozen = (data: unknown): boolean =>
  typeof data !== 'object' ||
  data === null ||
  (Object.isFrozen(data) && Object.values(data).every(deeplyFrozen));

/** The same content with the keys of every object in reverse order. */
const reversed = (data: unknown): unknown => {
  if (Array.isArray(data)) return data.map(reversed);
  if (typeof data !== 'object' || data === null) return data;
  const entries = Object.entries(data).toReversed();
  return Object.fromEntries(entries.map(([key, member]) => [key, reversed(member)]));
};

describe('a copy', () => {
  it('equals the body, is frozen all the way down, and leaves the body as it was', () => {
    fc.assert(
      fc.property(bodies, (body) => {
        const before = asJson(body);
        const { copy } = copied(body);
        expect(asJson(copy)).toStrictEqual(before);
        expect(deeplyFrozen(copy)).toBe(true);
        expect(Object.isFrozen(body)).toBe(false);
        expect(Object.isFrozen(body.entries)).toBe(false);
        expect(Object.isFrozen(body.clock)).toBe(false);
        expect(asJson(body)).toStrictEqual(before);
      }),
      settings,
    );
  });

  it('has its members in declared order and leaves out what is absent', () => {
    const body = { by: undefined, peers: [], clock: {}, marks: [], entries: [], ok: true };
    const { copy } = copied({ ...body, wait: 0, share: 0, term: 1 });
    const declared = Object.keys(fields).filter((name) => name !== 'by' && name !== 'extra');
    expect(Object.keys(copy)).toStrictEqual(declared);
    const { copy: some } = copied({ by: 'n1', ...copy });
    expect(Object.keys(some)).toStrictEqual([...declared, 'by']);
  });

  it('is compiled once for all who ask for the same fields', () => {
    const nested = { entries: list(entry) };
    const body = { entries: [{ term: 1, command: { op: 'put', key: 'k' } }] };
    const sent = compileCopier(nested, 'in one run').copy(body);
    // What another copier had sealed would be copied again, and what each run has warmed up lost.
    expect(compileCopier(nested, 'in another').copy(sent)).toBe(sent);
  });

  it('shares what was copied before, and only that', () => {
    fc.assert(
      fc.property(bodies, (body) => {
        const first = copied(body);
        expect(copied(first.copy)).toStrictEqual(first);
        expect(append.copy(first.copy)).toBe(first.copy);
        const entries = (first.copy as AnyBody).entries;
        const second = append.copy({ ...first.copy, entries: [...entries] }) as AnyBody;
        expect(second.entries.every((shared, index) => shared === entries[index])).toBe(true);
      }),
      settings,
    );
    const own = Object.freeze({ term: 1, command: { op: 'put', key: 'k' } });
    const [entryCopy] = (append.copy({ ...bodyOf({}), entries: [own] }) as AnyBody).entries;
    expect(entryCopy).toStrictEqual(own);
    expect(entryCopy).not.toBe(own);
    expect(Object.isFrozen(own.command)).toBe(false);
  });

  it('throws when it is changed', () => {
    const copy = append.copy(bodyOf({ marks: [1] })) as { marks: number[]; term: number };
    expect(() => copy.marks.push(2)).toThrow(TypeError);
    expect(() => {
      copy.term = 2;
    }).toThrow(TypeError);
  });
});

function bodyOf(change: object): object {
  const body = { term: 1, share: 0.5, wait: 5, ok: true, entries: [], marks: [], clock: {} };
  return { ...body, peers: ['n1'], ...change };
}

describe('a fingerprint', () => {
  it('is the same for the same content, in any order of keys, shared or not', () => {
    fc.assert(
      fc.property(bodies, (body) => {
        const { copy, stamp: first } = copied(body);
        expect(copied(reversed(body) as object).stamp).toBe(first);
        expect(copied({ ...copy }).stamp).toBe(first);
        fingerprintValue(asJson(body));
        expect(stamp()).toBe(first);
        fingerprintValue(copy);
        expect(stamp()).toBe(first);
      }),
      settings,
    );
  });

  it('differs exactly where the canonical JSON differs', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (a, b) => {
        fingerprintValue(a);
        const first = stamp();
        fingerprintValue(b);
        expect(stamp() === first).toBe(canonicalJson(a) === canonicalJson(b));
      }),
      { ...settings, numRuns: 2000 },
    );
  });

  it.each([
    [[1], 1],
    [
      ['a', 'b'],
      ['b', 'a'],
    ],
    [
      { a: 1, b: 2 },
      { a: 2, b: 1 },
    ],
    [
      { a: 2, b: 1 },
      { a: 1, b: 2, c: null },
    ],
    [{ a: { b: 1 } }, { b: { a: 1 } }],
    [[], {}],
    [[[]], []],
    [0, false],
    [1, true],
    [null, 0],
    ['1', 1],
    ['', []],
    ['ab', 'a\u0000b'],
    [0.1 + 0.2, 0.3],
    [4294967296, 0],
    [2147483648, -2147483648],
  ])('tells %j from %j', (a, b) => {
    fingerprintValue(a);
    const first = stamp();
    fingerprintValue(b);
    expect(stamp()).not.toBe(first);
  });

  it('does not depend on what was copied before', () => {
    const told = compileCopier({ a: text(), b: list(object({ c: text() })) }, 'told');
    const words = ['', 'a', 'ab', 'abc', 'abd', '\u06F1'];
    const asked = words.flatMap((a) => words.map((c) => ({ a, b: [{ c }, { c: a }, { c }] })));
    const stamps = asked.map((body) => (told.copy(body), stamp()));
    const backwards = asked.toReversed().map((body) => (told.copy(body), stamp()));
    expect(backwards.toReversed()).toEqual(stamps);
    expect(new Set(stamps).size).toBe(asked.length);
    for (const [nth, body] of asked.entries()) {
      fingerprintValue(body);
      expect(stamp()).toBe(stamps[nth]);
    }
  });

  it('has two lanes, each with no more collisions than chance makes', () => {
    const counter = compileCopier({ a: integer(), b: integer(), c: text() }, 'counter');
    const side = 60;
    const both = new Set<string>();
    const lanes = [new Set<number>(), new Set<number>()] as const;
    for (let a = 0; a < side; a += 1) {
      for (let b = 0; b < side; b += 1) {
        for (let c = 0; c < side; c += 1) {
          counter.copy({ a, b, c: `n${c}` });
          both.add(stamp());
          lanes[0].add(fingerprint.lo);
          lanes[1].add(fingerprint.hi);
        }
      }
    }
    const count = side * side * side;
    expect(both.size).toBe(count);
    // 216,000 keys in 2^32: 5.4 pairs expected in each lane; 25 would be a chance below 10^-9.
    expect(count - lanes[0].size).toBeLessThan(25);
    expect(count - lanes[1].size).toBeLessThan(25);
  });

  it('does not change from version to version', () => {
    append.copy(bodyOf({ extra: { list: [1, 'x', null], half: 0.5 }, clock: { 'n-۱': -1 } }));
    expect(stamp()).toBe('3425382212:3527268789');
  });
});

describe('a refusal', () => {
  const refused = (change: object) => {
    let message = '';
    expect(() => {
      try {
        append.copy(bodyOf(change));
      } catch (thrown) {
        if (thrown instanceof TypeError) ({ message } = thrown);
        throw thrown;
      }
    }).toThrow(TypeError);
    return message;
  };
  const wrongEntry = { term: Number.NaN, command: { op: 'put', key: '' } };
  const goodEntry = { ...wrongEntry, term: 0 };

  const holed: number[] = [1];
  holed[2] = 3;

  it.each([
    [{ term: Number.NaN }, 'append.term: expected a whole number, not NaN'],
    [{ term: 1.5 }, 'append.term: expected a whole number, not 1.5'],
    [{ term: '1' }, 'append.term: expected a whole number, not "1"'],
    [{ term: 5n }, 'append.term: expected a whole number, not the bigint 5n'],
    [{ share: Infinity }, 'append.share: expected a finite number, not Infinity'],
    [{ wait: -1 }, 'append.wait: expected a length of time in whole nanoseconds, not -1'],
    [{ ok: 1 }, 'append.ok: expected true or false, not 1'],
    [{ ok: undefined }, 'append.ok: expected true or false, not undefined'],
    [{ by: () => 0 }, 'append.by: expected text, not a function'],
    [{ by: null }, 'append.by: expected text, not null'],
    [{ peers: 'n1' }, 'append.peers: expected a list, not "n1"'],
    [{ peers: ['n1', 2] }, 'append.peers[1]: expected the name of a node, not 2'],
    [{ marks: holed }, 'append.marks[1]: expected a whole number, not undefined'],
    [{ clock: [1] }, 'append.clock: expected an object, not a list'],
    [{ clock: new Map([['a', 1]]) }, 'append.clock: expected an object, not an instance of Map'],
    [{ clock: { 'a.b': 'x' } }, 'append.clock["a.b"]: expected a whole number, not "x"'],
    [{ extra: { f: [() => 0] } }, 'append.extra.f[0]: expected a JSON value, not a function'],
    [{ extra: Number.NaN }, 'append.extra: expected a JSON value, not NaN'],
    [
      { extra: { at: new Date(0) } },
      'append.extra.at: expected a JSON value, not an instance of Date',
    ],
    [{ termm: 1 }, 'append: there is no field "termm"; did you mean "term"?'],
    [
      { entries: [goodEntry, goodEntry, goodEntry, wrongEntry] },
      'append.entries[3].term: expected a whole number, not NaN',
    ],
    [
      { entries: [{ ...goodEntry, command: { op: 'del', key: '' } }] },
      'append.entries[0].command.op: expected one of "put", "get", "none", not "del"',
    ],
    [{ entries: [{ term: 1 }] }, 'append.entries[0].command: is missing'],
  ])('names the place and what was expected: %#', (change, message) => {
    expect(refused(change)).toBe(message);
  });

  it('tells a missing field, and what is no body at all', () => {
    const ping = compileCopier({ n: integer() }, 'ping');
    expect(() => ping.copy({})).toThrow('ping.n: is missing');
    expect(() => ping.copy([])).toThrow('ping: expected an object, not a list');
    const nothing = compileCopier({}, 'done');
    expect(nothing.copy({})).toStrictEqual({});
    expect(() => nothing.copy([])).toThrow(TypeError);
    expect(() => nothing.copy(new Map())).toThrow('expected a plain object');
  });

  it('finds values that contain themselves', () => {
    const knot: { self?: unknown } = {};
    knot.self = knot;
    expect(refused({ extra: knot })).toMatch(/nested too deeply/);
  });

  it('does not take inherited members for fields', () => {
    const odd = compileCopier({ constructor: text().optional(), valueOf: integer() }, 'odd');
    expect(() => odd.copy({})).toThrow('odd.valueOf: is missing');
    expect(odd.copy({ valueOf: 3 })).toStrictEqual({ valueOf: 3 });
    class Ping {
      get n(): number {
        return 1;
      }
    }
    expect(() => compileCopier({ n: integer() }, 'ping').copy(new Ping())).toThrow(
      'ping.n: is missing',
    );
  });

  it('refuses at definition what can never travel', () => {
    const define = (): unknown => compileCopier({ a: list(object({ f: formula() })) }, 'm');
    expect(define).toThrow('m.a[].f: a formula cannot travel in a message');
  });

  it('of a value without a fingerprint is a TypeError', () => {
    expect(() => fingerprintValue({ a: [Number.NaN] })).toThrow(TypeError);
  });
});
