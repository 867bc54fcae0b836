import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalJson, compactJson } from '../../../src/base/json/json.ts';

describe('json', () => {
  it('sorts keys by code unit and indents by two blanks, with a final newline', () => {
    const value = { b: [1, { z: null, a: [] }], a: {}, B: 'é\n', é: true, '10': 1, '9': 2 };
    expect(canonicalJson(value)).toBe(
      '{\n  "10": 1,\n  "9": 2,\n  "B": "é\\n",\n  "a": {},\n  "b": [\n    1,\n    {\n      "a": [],\n      "z": null\n    }\n  ],\n  "é": true\n}\n',
    );
    expect(compactJson(value)).toBe(
      '{"10":1,"9":2,"B":"é\\n","a":{},"b":[1,{"a":[],"z":null}],"é":true}',
    );
  });

  it('writes -0 as 0 and leaves out undefined members', () => {
    expect(compactJson({ a: -0, b: undefined, c: 1e21, d: 0.1 })).toBe('{"a":0,"c":1e+21,"d":0.1}');
    expect(compactJson({ proto: Object.create(null) as object })).toBe('{"proto":{}}');
  });

  it('says where a value stands that JSON cannot carry', () => {
    const loop: { self?: unknown } = {};
    loop.self = { again: loop };
    const bad: readonly [unknown, string][] = [
      [{ runs: [1, { mean: NaN }] }, 'runs[1].mean is NaN'],
      [{ a: -Infinity }, 'a is -Infinity'],
      [[undefined], '[0] is undefined'],
      [Array(1), '[0] is undefined'],
      [{ f: () => 1 }, 'f is a function'],
      [{ n: 1n }, 'n is a bigint'],
      [{ s: Symbol('x') }, 's is a symbol'],
      [{ m: new Map() }, 'm is an instance of Map'],
      [loop, 'self.again is a value that contains itself'],
      [undefined, 'the value is undefined'],
    ];
    for (const [value, message] of bad) expect(() => compactJson(value)).toThrow(message);
    const shared = { x: 1 };
    expect(compactJson([shared, shared])).toBe('[{"x":1},{"x":1}]');
  });

  it('reads back as the same value, and equal values have equal text', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const plain: unknown = JSON.parse(JSON.stringify(value));
        expect(JSON.parse(canonicalJson(plain))).toEqual(plain);
        expect(compactJson(JSON.parse(canonicalJson(plain)))).toBe(compactJson(plain));
      }),
      { seed: 42 },
    );
  });
});
