import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { runScenario } from '../../../src/index.ts';
import { explicitScenario } from '../../../src/search/shrink/explicit.ts';
import { sectionOf } from '../../../src/search/shrink/data.ts';
import { planOf } from '../../scenario/memory-host.ts';

const text = `
version: 1
name: worn
duration: 104d
domains: { dc: { d: { count: 8 } }, rack: { r: { count: 8, dc: d } } }
nodes: { m: { count: 8, program: echo, place: r } }
faults: { wear: { fault: infrastructure, preset: google-2008-cluster } }
checks: { boots: { check: never, event: started, expect: held or violated } }
`;

describe('failures of what wears out', () => {
  it('are written out as the faults that they are', async () => {
    const [run] = (await runScenario(parse(text))).runs;
    if (run === undefined) throw new Error('nothing was played');
    const written = explicitScenario(parse(text), await planOf(text), run);
    const faults = Object.values(sectionOf(written, 'faults')) as { readonly fault: string }[];
    const kinds = new Set(faults.map(({ fault }) => fault));
    expect(faults).toHaveLength(run.schedule.length);
    expect([...kinds].every((kind) => kind !== 'infrastructure')).toBe(true);
    expect(kinds.has('loss')).toBe(true);
    // A share of messages stays one.
    expect(faults.find(({ fault }) => fault === 'loss')).toMatchObject({ probability: '50%' });
  });
});
