import { describe, expect, it } from 'vitest';
import { runScenario } from '../../../src/index.ts';
import type { CheckReport } from '../../../src/index.ts';
import { scratch } from '../../support/scratch.ts';

const folder = scratch();

/** A check and a model as users write them. */
folder.write(
  'one-copy.ts',
  `import { defineCheck, defineModel, request, text } from 'fault-sim';

export const registers = defineModel({
  name: 'registers',
  summary: 'Registers by key: a read returns what was last written under its key.',
  operations: {
    write: request({ key: text(), value: text() }),
    read: request({ key: text() }, { value: text().optional() }),
  },
  initial: null as string | null,
  key: ({ body }) => body.key,
  steps: {
    write: (_, { value }) => ({ state: value }),
    read: (state) => ({ state, reply: state === null ? {} : { value: state } }),
  },
});

export default defineCheck({
  name: 'one-copy',
  summary: 'The registers behave like a single copy.',
  property: 'safety',
  watch(run) {
    run.atEnd(() => run.linearize(registers, { budget: 100_000 }));
  },
});
`,
);

const write = (at: string, node: string, value: string) =>
  `{ at: ${at}, node: ${node}, op: write, key: k1, value: ${value} }`;
const read = (at: string, node: string, key: string) =>
  `{ at: ${at}, node: ${node}, op: read, key: ${key} }`;

/** Plays steps on a pair of nodes of which the second is cut off, with c2, from 5 s to 20 s. */
async function judged(
  steps: readonly string[],
  check = 'check: ./one-copy.ts',
): Promise<CheckReport | undefined> {
  const path = folder.write(
    'pair.yaml',
    `version: 1
name: pair
duration: 30s
nodes:
  db: { count: 2, program: failover-pair }
  c1:
  c2:
workloads:
  kv:
    workload: script
    to: leader of db
    timeout: 1s
    steps: [${steps.join(', ')}]
faults:
  cut: { fault: partition, groups: [[db-1, c1], [db-2, c2]], at: 5s, duration: 15s }
checks:
  single: { ${check}, of: kv }
`,
  );
  const { runs } = await runScenario(path);
  return runs[0]?.checks.find(({ id }) => id === 'single');
}

describe('a model of a user, asked by a check', () => {
  it('explains a history of which it has an order', async () => {
    const check = await judged([write('1s', 'c1', 'x'), read('2s', 'c2', 'k1')]);
    expect(check?.verdict).toBe('held');
  });

  it('is broken by what no single copy could have answered', async () => {
    const check = await judged([
      write('1s', 'c1', 'x'),
      write('10s', 'c1', 'y'),
      read('12s', 'c2', 'k1'),
      read('13s', 'c2', 'k1'),
    ]);
    expect(check?.verdict).toBe('violated');
    expect(check?.witness?.why).toMatch('key "k1": read of "x" by c2 cannot be');
  });

  it('keeps keys apart', async () => {
    const check = await judged([
      write('1s', 'c1', 'x'),
      write('10s', 'c1', 'y'),
      read('12s', 'c2', 'k2'),
    ]);
    expect(check?.verdict).toBe('held');
  });

  it('says nothing when nobody got an answer', async () => {
    const check = await judged([read('5100ms', 'c2', 'k1')]);
    expect(check?.verdict).toBe('vacuous');
  });
});

describe('a model of a user, named by a check of the library', () => {
  const ofLibrary = 'check: linearizable, model: ./one-copy.ts';

  it('explains a history of which it has an order', async () => {
    const check = await judged([write('1s', 'c1', 'x'), read('2s', 'c2', 'k1')], ofLibrary);
    expect(check?.verdict).toBe('held');
  });

  it('is broken by what no single copy could have answered', async () => {
    const steps = [
      write('1s', 'c1', 'x'),
      write('10s', 'c1', 'y'),
      read('12s', 'c2', 'k1'),
      read('13s', 'c2', 'k1'),
    ];
    const check = await judged(steps, ofLibrary);
    expect(check?.verdict).toBe('violated');
    expect(check?.witness?.why).toMatch('key "k1"');
    expect((await judged(steps, 'check: sequential, model: ./one-copy.ts'))?.verdict).toBe('held');
  });

  it('starts from what the scenario says', async () => {
    const steps = [read('2s', 'c2', 'k1')];
    expect((await judged(steps, ofLibrary))?.verdict).toBe('held');
    const check = await judged(steps, `${ofLibrary}, initial: x`);
    expect(check?.verdict).toBe('violated');
  });
});
