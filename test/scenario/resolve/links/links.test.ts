import fc from 'fast-check';
import { expect, it } from 'vitest';
import { head, planOf } from '../../memory-host.ts';

const nodes = ['a', 'b', 'c', 'd', 'e'];
const sides = fc.uniqueArray(fc.constantFrom(...nodes), { minLength: 1, maxLength: 4 });
const entries = fc.array(fc.record({ from: sides, to: sides, both: fc.boolean() }), {
  maxLength: 6,
});

it('a link has what the narrowest entry says that names it, one way or both', async () => {
  await fc.assert(
    fc.asyncProperty(entries, async (written) => {
      const able = written.filter(({ from, to }) => new Set([...from, ...to]).size > 1);
      const names = (at: number, a: string, b: string): boolean => {
        const { from = [], to = [], both = false } = able[at] ?? {};
        return (from.includes(a) && to.includes(b)) || (both && from.includes(b) && to.includes(a));
      };
      const pairs = nodes.flatMap((a) => nodes.filter((b) => b !== a).map((b) => [a, b] as const));
      const sizes = able.map((_, at) => pairs.filter(([a, b]) => names(at, a, b)).length);
      // Of equally wide entries only the first is written: two would have to agree.
      const kept = able.map((_, at) => at).filter((at) => sizes.indexOf(sizes[at] ?? 0) === at);
      const keys = kept.map((at) => {
        const { from = [], to = [], both = false } = able[at] ?? {};
        return `  "${from.join(', ')} ${both ? '<->' : '->'} ${to.join(', ')}": { latency: ${at + 2}ms }\n`;
      });
      const plan = await planOf(
        `${head}nodes: { ${nodes.map((name) => `${name}: `).join(', ')} }\n${keys.length === 0 ? '' : `links:\n${keys.join('')}`}`,
      );
      for (const [a, b] of pairs) {
        const speaking = kept.filter((at) => names(at, a, b));
        const [own] = speaking.toSorted((x, y) => (sizes[x] ?? 0) - (sizes[y] ?? 0));
        const { classes, classOf } = plan.links;
        const found = classes[classOf(nodes.indexOf(a), nodes.indexOf(b))]?.latency;
        const ms = own === undefined ? 1 : own + 2;
        expect([a, b, found]).toEqual([a, b, { kind: 'constant', ns: ms * 1_000_000 }]);
      }
    }),
    { seed: 20, numRuns: 100 },
  );
});

it('entries of one width agree when they say the same in other words', async () => {
  const plan = await planOf(`${head}nodes: { a: , b: , c: }
links:
  a -> b, c: { latency: { distribution: lognormal, p50: 1ms, p99: 2000us }, loss: 1% }
  a, b -> c: { latency: { p99: 2ms, distribution: lognormal, p50: 1000us }, loss: 1.0% }
clocks: { "a, b": { offset: 1ms }, "b, c": { offset: 1000us } }
`);
  const { classes, classOf } = plan.links;
  expect(classes[classOf(0, 2)]?.lossPpb).toBe(10_000_000);
});
