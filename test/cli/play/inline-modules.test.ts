import { describe, expect, it } from 'vitest';
import { InlineModules } from '../../../src/cli/play/inline-modules.ts';
import { defineProgram } from '../../../src/index.ts';

const echo = defineProgram({ name: 'echo', summary: 'Says nothing.', start() {} });

/** What is said of a scenario in which this stands as the program of a node. */
function refusalOf(program: unknown): string {
  try {
    return new InlineModules().textOf({ nodes: { a: { program } } });
  } catch (error) {
    return `${(error as Error).name}: ${(error as Error).message}`;
  }
}

describe('a scenario that is an object', () => {
  it('gives definitions paths, the same one for the same definition', () => {
    const modules = new InlineModules();
    const text = modules.textOf({ nodes: { a: { program: echo }, b: { program: echo } } });
    expect(text).toBe(
      '{"nodes":{"a":{"program":"./.inline/0.js"},"b":{"program":"./.inline/0.js"}}}',
    );
    expect(modules.withValues(JSON.parse(text))).toEqual({
      nodes: { a: { program: echo }, b: { program: echo } },
    });
  });

  it('keeps the order of its keys, and leaves out what is undefined', () => {
    const scenario = { z: 1, a: undefined, b: [true, null, 'x'], c: [], d: {} };
    const text = new InlineModules().textOf(scenario);
    expect(text).toBe('{"z":1,"b":[true,null,"x"],"c":[],"d":{}}');
  });

  it('refuses what no YAML says, with its place, in place of leaving it out', () => {
    const at = 'TypeError: the scenario: nodes.a.program is';
    const circle: { self?: unknown } = {};
    circle.self = circle;
    expect(refusalOf(() => echo)).toBe(`${at} a function; call it if it makes what is meant`);
    expect(refusalOf(Promise.resolve(echo))).toBe(`${at} a promise; await it first`);
    expect(refusalOf(class Late {})).toContain(`${at} `);
    expect(refusalOf(Symbol('echo'))).toContain(`${at} a symbol`);
    expect(refusalOf(7n)).toContain(`${at} the bigint 7n`);
    expect(refusalOf(NaN)).toContain(`${at} NaN`);
    expect(refusalOf(new Map([['a', 1]]))).toContain(`${at} `);
    expect(refusalOf([1, new Set([1])])).toContain('nodes.a.program[1] is ');
    expect(refusalOf(circle)).toContain('nodes.a.program.self');
  });

  it('takes what objects of other makers say of themselves', () => {
    const other = Object.create(Object.create(null) as object) as { ttl?: string };
    other.ttl = '5s';
    expect(refusalOf(other)).toBe('{"nodes":{"a":{"program":{"ttl":"5s"}}}}');
    expect(refusalOf({ name: 'echo', toJSON: () => 'echo' })).toBe(
      '{"nodes":{"a":{"program":"echo"}}}',
    );
  });
});
