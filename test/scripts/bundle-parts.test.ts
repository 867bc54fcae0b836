import { runInThisContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { partOf } from '../../scripts/bundle-parts.mjs';

type Exports = Record<string, unknown>;

/** What a module exports as a part; other parts export what `others` says. */
function exportsOf(source: string, others: Record<string, Exports> = {}): unknown {
  const { text } = partOf('a.js', source);
  const runtime = {
    need: (name: string) => others[name],
    load: async (name: string) => await Promise.resolve(others[name]),
    meta: { url: 'file:///here.js' },
    word: 'from the runtime',
  };
  const require = (name: string) => ({ basename: (path: string) => `${name} ${path}` });
  const part = runInThisContext(text) as (...args: unknown[]) => unknown;
  return part(runtime, require);
}

describe('a part of the bundle', () => {
  it('exports what the module did, under the same names', () => {
    const source = 'var a=1;function b(){return a+1}export{a,b as two};';
    const exported = exportsOf(source) as { a: number; two: () => number };
    expect(exported.a).toBe(1);
    expect(exported.two()).toBe(2);
    expect(partOf('a.js', source).names).toEqual(['a', 'two']);
  });

  it('takes what it imports from other parts, from Node and from the runtime', () => {
    const source = [
      'import{x,y as why}from"./b.js";import"./c.js";',
      'import{basename as base}from"node:path";import*as path from"node:path";import whole from"node:path";',
      'import{word}from"./compiled.js";',
      'var all=[x,why,base("p"),path.basename("q"),whole.basename("r"),word];export{all};',
    ].join('\n');
    expect(exportsOf(source, { './b.js': { x: 1, y: 2 }, './c.js': {} })).toEqual({
      all: [1, 2, 'node:path p', 'node:path q', 'node:path r', 'from the runtime'],
    });
  });

  it('loads later what is imported on demand, and knows where it is', async () => {
    const source = 'var x=async()=>(await import("./b.js")).y,z=import.meta.url;export{x,z};';
    const { x, z } = exportsOf(source, { './b.js': { y: 3 } }) as { x(): unknown; z: string };
    expect(await x()).toBe(3);
    expect(z).toBe('file:///here.js');
  });

  it('answers a promise only if the module waits for something itself', async () => {
    expect(exportsOf('var x=1,y=async()=>await 2;export{x};')).toEqual({ x: 1 });
    const waiting = exportsOf('var x=await 1;export{x};');
    expect(waiting).toBeInstanceOf(Promise);
    expect(await waiting).toEqual({ x: 1 });
  });

  it('is strict, as modules are', () => {
    expect(() => exportsOf('undeclared=1;')).toThrow('undeclared is not defined');
  });

  it.each([
    ['var x=1;function up(){x=2}export{x,up};', 'a.js exports x, which changes'],
    ['var x=1;function up(){x++}export{x,up};', 'a.js exports x, which changes'],
    ['import*as b from"./b.js";', 'a part takes all of ./b.js, and not by its names'],
    ['export*from"./b.js";', 'a.js exports in a way that is not expected of esbuild'],
    ['var x="\u00e9";', 'a.js has letters beyond ASCII'],
    ['var x=;', 'a.js: Unexpected token'],
  ])('is not made of %s', (source, complaint) => {
    expect(() => partOf('a.js', source)).toThrow(complaint);
  });
});
