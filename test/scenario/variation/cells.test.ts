import { describe, expect, it } from 'vitest';
import { MOST_RUNS } from '../../../src/scenario/variation/cells.ts';
import { type Given, load, people, planOf } from '../memory-host.ts';

const keysOf = async (text: string, given: Given = {}): Promise<readonly string[]> =>
  (await load(text, given)).runs.map(
    ({ variant, cell, seed }) => `${variant ?? '-'}/${cell ?? '-'}/${seed}`,
  );
const two = `${people.replace('count: 3', 'count: $n')}params: { n: 3, r: 1 }\n`;

describe('the runs of a file', () => {
  it('are one without matrix and variants', async () => {
    expect(await keysOf(people)).toEqual(['-/-/1']);
  });

  it('are the product, in natural order of the axes and the list order of their values', async () => {
    const text = `${two}matrix: { $r: [2, 1], $n: [5, 3] }\nvariants: { b: , a: }\n`;
    expect(await keysOf(text)).toEqual(
      ['n=5,r=2', 'n=5,r=1', 'n=3,r=2', 'n=3,r=1'].flatMap((cell) => [
        `a/${cell}/1`,
        `b/${cell}/1`,
      ]),
    );
  });

  it('put the seeds last and out of the label', async () => {
    const scenario = await load(`${two}matrix: { seed: 7..9, $n: [1, 2] }\n`);
    expect(scenario.runs.map(({ cell, seed }) => `${cell} ${seed}`)).toEqual([
      'n=1 7',
      'n=1 8',
      'n=1 9',
      'n=2 7',
      'n=2 8',
      'n=2 9',
    ]);
    expect(scenario.runs.every(({ seedIsAxis }) => seedIsAxis)).toBe(true);
  });

  it('have no label when the seed is the only axis', async () => {
    expect(await keysOf(`${people}matrix: { seed: [3, "18446744073709551615"] }\n`)).toEqual([
      '-/-/3',
      '-/-/18446744073709551615',
    ]);
  });

  it('take a range of seeds to the digit, beyond what a number holds', async () => {
    expect(await keysOf(`${people}matrix: { seed: 9007199254740993..9007199254740995 }\n`)).toEqual(
      ['-/-/9007199254740993', '-/-/9007199254740994', '-/-/9007199254740995'],
    );
  });

  it('leave out what `exclude` says, also by variant and seed', async () => {
    const text = `${two}matrix: { $n: [1, 2], seed: 1..2, exclude: [$n = 2 and variant = a] }\nvariants: { a: , b: }\n`;
    expect(await keysOf(text)).toEqual([
      'a/n=1/1',
      'a/n=1/2',
      'b/n=1/1',
      'b/n=1/2',
      'b/n=2/1',
      'b/n=2/2',
    ]);
  });

  it('leave out single seeds, and what is said of axes that are paths', async () => {
    const text = `${two}matrix: { $n: [1, 2], seed: 1..3, exclude: [seed = 2, $n = 1 and seed > 2] }\n`;
    expect(await keysOf(text)).toEqual(['-/n=1/1', '-/n=2/1', '-/n=2/3']);
    const paths = `${people}matrix: { nodes.db.count: [1, 3], workloads.kv.timeout: [500ms, 2s], exclude: [nodes.db.count = 1 and workloads.kv.timeout >= 1s] }\n`;
    expect(await keysOf(paths)).toEqual([
      '-/nodes.db.count=1,workloads.kv.timeout=500ms/1',
      '-/nodes.db.count=3,workloads.kv.timeout=500ms/1',
      '-/nodes.db.count=3,workloads.kv.timeout=2s/1',
    ]);
  });

  it('leave out what is said of an axis in quotation marks, where its path holds more than a name', async () => {
    const axes = `links.client -> db.latency: [1ms, 5ms], nodes.db.count: [1, 3]`;
    const text = (formula: string): string =>
      `${people}links: { client -> db: {} }\nmatrix: { ${axes}, exclude: ['${formula}'] }\n`;
    const left = [
      '-/links.client -> db.latency=1ms,nodes.db.count=1/1',
      '-/links.client -> db.latency=1ms,nodes.db.count=3/1',
      '-/links.client -> db.latency=5ms,nodes.db.count=1/1',
    ];
    const both = 'nodes.db.count = 3';
    expect(await keysOf(text(`"links.client -> db.latency" = 5ms and ${both}`))).toEqual(left);
    expect(await keysOf(text(`"links.client->db.latency" > 1ms and "nodes.db.count" = 3`))).toEqual(
      left,
    );
  });

  it('leave out the seed that the file or the command line gives', async () => {
    const text = `${two}seed: 4\nmatrix: { $n: [1, 2], exclude: $n = 2 and seed = 4 }\n`;
    expect(await keysOf(text)).toEqual(['-/n=1/4']);
    expect(await keysOf(text, { options: { seed: '5' } })).toEqual(['-/n=1/5', '-/n=2/5']);
  });

  it('take further seeds of a cell from `include`', async () => {
    const cells =
      'seed: [1, 2], $r: [1], include: [{ $r: 1, seed: 9 }, { $r: 5, seed: 4 }, { $r: 5, seed: 3 }]';
    expect(await keysOf(`${two}matrix: { ${cells} }\n`)).toEqual(
      ['r=1/1', 'r=1/2', 'r=1/9', 'r=5/4', 'r=5/3'].map((key) => `-/${key}`),
    );
    expect(await keysOf(`${people}matrix: { seed: [1], include: [{ seed: 3 }] }\n`)).toEqual([
      '-/-/1',
      '-/-/3',
    ]);
  });

  it('take further cells from `include`', async () => {
    const text = `${two}matrix: { $r: [1, 2], include: [{ $n: 2, $r: 1 }] }\n`;
    expect(await keysOf(text)).toEqual(['-/r=1/1', '-/r=2/1', '-/n=2,r=1/1']);
  });

  it('may have a path as axis, and maps as values', async () => {
    const text = `${people}matrix: { links.db->client.latency: [1ms, { distribution: exponential, mean: 2ms }] }\n`;
    expect(await keysOf(`${text}links: { db -> client: { loss: 1% } }\n`)).toEqual([
      '-/links.db->client.latency=1ms/1',
      '-/links.db->client.latency={"distribution":"exponential","mean":"2ms"}/1',
    ]);
  });

  it('keep the name of a param apart from a key at the top', async () => {
    const text = `${people.replace('rate: 5/s', 'rate: 5/s, timeout: $duration')}params: { duration: 1s }\nmatrix: { $duration: [2s], duration: [50s] }\n`;
    expect(await keysOf(text)).toEqual(['-/$duration=2s,duration=50s/1']);
  });

  it('count at most a hundred thousand', () => {
    expect(MOST_RUNS).toBe(100_000);
  });
});

describe('what the command line says', () => {
  const text = `${two}matrix: { $n: [1, 2, 3], $r: [1], include: [{ $n: 7 }] }\nvariants: { a: , b: }\n`;

  it('selects variants', async () => {
    expect(await keysOf(text, { options: { variants: ['b'], set: ['n=2'] } })).toEqual([
      'b/n=2,r=1/1',
    ]);
  });

  it('pins an axis by its label, its param or its path', async () => {
    for (const set of ['n=2', '$n=2', 'params.n=2']) {
      expect(await keysOf(text, { options: { set: [set], variants: ['a'] } })).toEqual([
        'a/n=2,r=1/1',
      ]);
    }
  });

  it('pins an axis to a value of no cell', async () => {
    expect(await keysOf(text, { options: { set: ['n=9'], variants: ['a'] } })).toEqual([
      'a/n=9,r=1/1',
    ]);
  });

  it('finds a cell of `include` by a value that no product has', async () => {
    const included = `${two}matrix: { $r: [1, 2], include: [{ $n: 2, $r: 1 }] }\n`;
    expect(await keysOf(included, { options: { set: ['n=2', 'r=1'] } })).toEqual(['-/n=2,r=1/1']);
  });

  it('overrides the seed, also where it is an axis', async () => {
    expect(await keysOf(people, { options: { seed: '99' } })).toEqual(['-/-/99']);
    expect(await keysOf(`${people}matrix: { seed: 1..50 }\n`, { options: { seed: '7' } })).toEqual([
      '-/-/7',
    ]);
  });

  it('selects checks, and the implicit one stays', async () => {
    const checks = people.replace('{ fine', '{ other: { check: client-knows-cause, of: kv }, fine');
    const plan = await planOf(checks, { options: { checks: ['other'] } });
    expect(plan.checks.map(({ id }) => id)).toEqual(['no-program-errors', 'other']);
  });

  it('says what was meant when nothing is left', async () => {
    const { runs, warnings } = await load(text, { options: { variants: ['aa'] } });
    expect(runs).toEqual([]);
    expect(warnings.map(({ code, suggestion }) => [code, suggestion])).toEqual([
      ['W_NOTHING_SELECTED', 'did you mean "a"?'],
    ]);
  });
});

describe('variants', () => {
  const text = `${people}variants:
  sound: { summary: Good., set: { nodes.db.config.safe: true } }
  broken: { expect: { fine: violated, no-program-errors: held or violated } }
`;

  it('set and expect', async () => {
    const { runs } = await load(text);
    expect(runs.map(({ variant, variantSummary }) => [variant, variantSummary])).toEqual([
      ['broken', null],
      ['sound', 'Good.'],
    ]);
    expect(runs[0]?.checks.map(({ id, expect: expected }) => [id, expected])).toEqual([
      ['fine', ['violated']],
      ['no-program-errors', ['held', 'violated']],
    ]);
    expect(runs[1]?.nodes.find(({ id }) => id === 'db-1')?.config).toMatchObject({ safe: true });
  });

  it('may make a fault', async () => {
    const made = `${people}variants: { v: { set: { faults.new: { fault: pause, target: db-1 } } } }\n`;
    expect((await planOf(made)).faults.map(({ id }) => id)).toEqual(['new']);
  });
});
