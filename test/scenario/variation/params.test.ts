import { describe, expect, it } from 'vitest';
import { load, people, planOf } from '../memory-host.ts';

const S = 1_000_000_000;

describe('params', () => {
  it('stand for values anywhere, computed from one another', async () => {
    const plan = await planOf(
      `${people}params: { lease: 4s, twice: = $lease * 2, share: 25% }
faults: { f: { fault: pause, target: db-1, at: $twice, duration: = $twice + 1s, probability: $share } }
`,
    );
    expect(plan.faults[0]).toMatchObject({
      schedule: { kind: 'at', at: { kind: 'constant', ns: 8 * S } },
      duration: { kind: 'constant', ns: 9 * S },
      probabilityPpb: 250_000_000,
    });
  });

  it('may have a word of selectors or sentences for a name: behind the sign none is read', async () => {
    const plan = await planOf(
      `${people}params: { leader: 4s }\nfaults: { f: { fault: pause, target: db-1, at: $leader } }\n`,
    );
    expect(plan.faults[0]).toMatchObject({ schedule: { at: { ns: 4 * S } } });
  });

  it('may be maps, kept whole', async () => {
    const plan = await planOf(
      `${people}params: { network: { distribution: exponential, mean: 2ms } }\nlinks: { defaults: { latency: $network } }\n`,
    );
    expect(plan.links.classes[0]?.latency).toEqual({ kind: 'exponential', meanNs: 2_000_000 });
  });

  it('may be maps and lists in a formula, which hands them on whole', async () => {
    const params = `params: { far: { distribution: exponential, mean: 2ms }, all: [{ at: 1s, node: client-1, to: db-1, op: read, key: k }], n: 1 }\n`;
    const { links } = await planOf(
      `${people}${params}links: { defaults: { latency: = $far }, client -> db: { latency: = $far if $n = 1 else 3ms } }\n`,
    );
    const far = { kind: 'exponential', meanNs: 2_000_000 };
    expect(links.classes.map(({ latency }) => latency)).toEqual(links.classes.map(() => far));
    const { workloads } = await planOf(
      `${people}${params}workloads: { s: { workload: script, steps: = $all } }\n`.replace(
        /^workloads: \{ kv.*\n/m,
        '',
      ),
    );
    expect(workloads[0]?.arrival).toMatchObject({ steps: [{ atNs: S, op: 'read' }] });
  });

  it('may need one another in a long chain, in any order', async () => {
    const names = Array.from({ length: 5000 }, (_, at) => at);
    const chain = names.map((at) => (at === 0 ? 'p0: 1ms' : `p${at}: = $p${at - 1} + 1ms`));
    const text = (params: readonly string[]): string =>
      `${people}params: { ${params.join(', ')} }\nfaults: { f: { fault: pause, target: db-1, at: $p4999 } }\n`;
    for (const params of [chain, chain.toReversed()]) {
      const plan = await planOf(text(params));
      expect(plan.faults[0]?.schedule).toMatchObject({ at: { ns: 5 * S } });
    }
  });

  it('give an exact rate, whatever its decimals', async () => {
    const plan = await planOf(
      people.replace('rate: 5/s', 'rate: = $load * $trunk / $packet') +
        'params: { load: 50%, trunk: 10Mbit/s, packet: 1500B }\n',
    );
    expect(plan.workloads[0]?.arrival).toMatchObject({ perSecond: 5_000_000 / 12_000 });
  });

  it('give an expectation', async () => {
    const text = `${people.replace('check: no-program-errors', 'check: no-program-errors, expect: = held if $n > 1 else violated or undecided')}params: { n: 1 }\nmatrix: { $n: [1, 2] }\n`;
    const { runs } = await load(text);
    expect(runs.map((run) => run.checks[0]?.expect)).toEqual([['violated', 'undecided'], ['held']]);
  });

  it('give a whole number where a count is wanted', async () => {
    const plan = await planOf(
      `${people.replace('count: 3', 'count: = $n * 2 - 1')}params: { n: 3 }\n`,
    );
    expect(plan.nodes.filter(({ group }) => group === 'db')).toHaveLength(5);
  });

  it('leave prose alone', async () => {
    const { summary } = await load(`${people}summary: "= is no formula here, $5 neither"\n`);
    expect(summary).toBe('= is no formula here, $5 neither');
  });

  it('that nothing reads are doubtful', async () => {
    const { warnings } = await load(`${people}params: { a: 1, b: = $a }\n`);
    expect(warnings.map(({ code, message }) => [code, message])).toEqual([
      ['W_UNUSED_PARAM', 'param "b" is never used'],
    ]);
  });

  it('are read by conditions too', async () => {
    const text = `${people}params: { term: 2 }\nfaults: { f: { fault: pause, target: db-1, when: { event: elected, where: term >= $term } } }\n`;
    const { warnings, runs } = await load(text);
    expect(warnings).toEqual([]);
    const schedule = runs[0]?.faults[0]?.schedule;
    const trigger = schedule?.kind === 'when' ? schedule.trigger : undefined;
    const where = trigger?.kind === 'event' ? trigger.where : undefined;
    expect([1, 2].map((term) => where?.evaluate(() => term))).toEqual([false, true]);
  });

  it('refuse a formula without its sign, and a fraction that no key takes', async () => {
    await expect(
      load(
        `${people}params: { n: 1 }\nfaults: { f: { fault: pause, target: db-1, at: $n * 2s } }\n`,
      ),
    ).rejects.toMatchObject({
      diagnostics: [{ code: 'E_FORMULA', suggestion: 'did you mean "= $n * 2s"?' }],
    });
    await expect(
      load(`${people.replace('count: 3', 'count: = $n / 2')}params: { n: 3 }\n`),
    ).rejects.toMatchObject({ diagnostics: [{ code: 'E_TYPE' }] });
  });
});
