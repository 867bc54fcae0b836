import { describe, expect, it } from 'vitest';
import { runCli } from '../../support/cli.ts';
import { scratch } from '../../support/scratch.ts';
import { ownScenario, programText } from '../../support/small-scenarios.ts';

const folder = scratch();
let number = 0;

async function played(body: string, head = '') {
  number += 1;
  const name = `own-${number}`;
  folder.write(`${name}.ts`, programText(body, head));
  const path = folder.write(`${name}.yaml`, ownScenario(name, `./${name}.ts`));
  return { name, ...(await runCli(['run', path])) };
}

describe('a program that changes what all runs share', () => {
  it.each([
    ['Math.max = () => 7;', 'Math.max'],
    ['Array.prototype.map = () => [];', 'Array.prototype.map'],
    ['Array.prototype[Symbol.iterator] = function* () {};', 'Array.prototype[..]'],
    ['(globalThis as any).seen = 1;', 'globalThis.seen'],
    ['(globalThis as any)["seen"] += 1;', 'globalThis.seen'],
    ['(Object.prototype as any).y = 1;', 'Object.prototype.y'],
    ['(Map.prototype!).get = () => 1;', 'Map.prototype.get'],
    ['(Error as any).stackTraceLimit++;', 'Error.stackTraceLimit'],
    ['process.env.HOME = "here";', 'process.env.HOME'],
    ['delete (Math as any).min;', 'Math.min'],
    ['(Date as any) = class {};', 'Date'],
    ['Object.assign(Math, { max: 7 });', 'Math'],
    ['Object.defineProperty(Math, "max", { value: 7 });', 'Math'],
    ['Object.freeze(Array.prototype);', 'Array.prototype'],
    ['Reflect.set(globalThis, "seen", 1);', 'globalThis'],
    ['const M = Math; (M as any).min = () => 3;', 'Math.min'],
    ['const M: any = Math, N = M; N.min = () => 3;', 'Math.min'],
    ['const { prototype: of } = Array; (of as any).push = () => 7;', 'Array.prototype.push'],
    ['const { assign } = Object; assign(Math, { max: 7 });', 'Math'],
    ['([] as any).__proto__.foo = 1;', '__proto__.foo'],
    ['({} as any)["__proto__"].foo = 1;', '__proto__.foo'],
    ['(Object.getPrototypeOf([]) as any).foo = 1;', 'Object.getPrototypeOf(..).foo'],
    [
      'const of = Reflect.getPrototypeOf(() => 1) as any; of.foo = 1;',
      'Reflect.getPrototypeOf(..).foo',
    ],
    ['([] as any).constructor.prototype.foo = 1;', 'constructor.prototype.foo'],
    ['Object.assign(Object.getPrototypeOf([]), { foo: 1 });', 'Object.getPrototypeOf(..)'],
    ['let all = globalThis as any; delete all.seen;', 'globalThis.seen'],
  ])('by %s does not load', async (line, what) => {
    const { name, code, stderr } = await played(line);
    expect(code).toBe(3);
    expect(stderr).toContain(`${what} cannot be changed: it is outside of the simulation`);
    expect(stderr).toContain(`${name}.ts:7:`);
  });

  it('may change what is its own, whatever it is called', async () => {
    const { code, stderr } = await played(
      `
      const Math = { max: 1 };
      Math.max = 2;
      const event = { name: 'x' };
      (event as any).__proto__ = { y: 1 };
      event.name = 'y';
      let status = 1;
      status += 1;
      Object.assign({}, { a: 1 }).a = 3;
      Object.freeze(event);
      Object.keys({ a: 1 }).length = 0;
      let size: any = Infinity;
      size = { n: 1 };
      size.n = 2;
      const { max } = { max: { n: 1 } };
      max.n = 2;
      const again: any = () => again;
      again.n = 1;
      const largest = (Math: { n: number }) => (Math.n = 1);
      largest({ n: 2 });
      node.log([Math.max, status].join());
    `,
      `export namespace Response { export const n = { a: 1 }; }
Response.n.a = 2;`,
    );
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  });
});
