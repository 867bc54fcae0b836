import { beforeAll, describe, expect, it } from 'vitest';
import { parse, stringify } from 'yaml';
import type { ScenarioData } from '../../../src/scenario/scenario.ts';
import { load } from '../memory-host.ts';

const whole = `version: 1
name: set
duration: 10s
heal: 8s
model: { timing: partially-synchronous, failures: crash-recovery }
params: { patience: 2s }
domains: { rack: { r1: , r2: } }
nodes:
  defaults: { tcp: linux-5.15 }
  db: { program: counter-service, count: 3, config: { deduplicate: true }, place: r1 }
  client: { count: 2, labels: { tier: front } }
links:
  defaults: { latency: 1ms..3ms }
  client -> db: { loss: 1%, messages: { increment: { latency: 2ms } } }
  db-1 <-> db-2: { bandwidth: 1Mbit/s, queue: { limit: 20 } }
clocks: { "db-1, db-2": { offset: 3ms }, client-*: { source: quartz } }
disks: { db-*: { sync: 3ms } }
workloads: { visits: { workload: requests, from: client, to: db, rate: 4/s, ops: { increment: 100% } } }
faults: { gc: { fault: pause, target: db-1, at: 2s, duration: 1s } }
nemesis: { rate: 1/s, faults: { cut: { fault: partition, target: client -> db, duration: 1s } } }
checks: { served: { check: responds, of: visits, within: $patience, after: heal } }
metrics: { late: { metric: latency, of: visits, stat: p99 } }
`;
const data = parse(whole) as ScenarioData;
const fixed = new Set(['version', 'name', 'params']);

/** Every path to a value, and to every map on the way. */
function pathsIn(value: unknown, keys: readonly string[] = []): readonly (readonly string[])[] {
  const inner =
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.entries(value).flatMap(([key, one]) => pathsIn(one, [...keys, key]))
      : [];
  return keys.length > 0 && !fixed.has(keys[0] ?? '') ? [keys, ...inner] : inner;
}

const valueAt = (keys: readonly string[]): unknown =>
  keys.reduce<unknown>((value, key) => (value as ScenarioData)[key], data);

function withoutPath(value: unknown, [key = '', ...rest]: readonly string[]): ScenarioData {
  const { [key]: own, ...others } = value as ScenarioData;
  return rest.length === 0 ? others : { ...others, [key]: withoutPath(own, rest) };
}

/** What each run of a file is resolved from. */
async function resolved(
  file: object,
  set: readonly string[] = [],
): Promise<readonly ScenarioData[]> {
  const scenario = await load(stringify(file), { options: { set } });
  return scenario.runs.map((run) => scenario.dataOf(run));
}

describe('what a file says, said by an overlay in its place', () => {
  // Below a node that is not there nothing can be set.
  const paths = pathsIn(data).filter(([top, ...rest]) => top !== 'nodes' || rest.length > 1);
  const named = paths.map((keys) => [keys.join('.'), keys] as const);
  let expected: readonly ScenarioData[] = [];

  beforeAll(async () => {
    expected = await resolved(data);
  });

  it.each(named)('is the same on the command line: %s', async (path, keys) => {
    const set = `${path}=${JSON.stringify(valueAt(keys))}`;
    expect(await resolved(withoutPath(data, keys), [set])).toEqual(expected);
  });

  it.each(named.filter(([, keys]) => keys.length === 2))(
    'is the same in a cell, and in a variant: %s',
    async (path, keys) => {
      const [less, value] = [withoutPath(data, keys), valueAt(keys)];
      const variants = { only: { set: { [path]: value } } };
      expect(await resolved({ ...less, matrix: { [path]: [value] } })).toEqual(expected);
      expect(await resolved({ ...less, variants })).toEqual(expected);
    },
  );
});
