import { describe, expect, it } from 'vitest';
import {
  defineCheck,
  defineFault,
  defineMetric,
  defineProgram,
  defineWorkload,
  integer,
  request,
  runScenario,
} from '../../../src/index.ts';
import type { CheckDefinition, MetricDefinition, ScenarioInput } from '../../../src/index.ts';

const messages = { count: request({}, { total: integer() }) };
const watches = { counted: { total: integer() } };

const counter = defineProgram({
  name: 'counter',
  summary: 'Counts.',
  messages,
  events: watches,
  start(node) {
    let total = 0;
    node.on('count', () => {
      total += 1;
      node.observe('counted', { total });
      return { total };
    });
  },
});

/** Fails later, where nobody waits for it. */
async function stray(): Promise<never> {
  await Promise.resolve();
  throw new RangeError('stray');
}

const asking = defineWorkload({
  name: 'asking',
  summary: 'Asks.',
  operations: messages,
  next: () => ({ op: 'count', body: {} }),
});

const looking = defineCheck({
  name: 'looking',
  summary: 'Looks.',
  property: 'safety',
  watches,
  watch: (run) => run.on('counted', () => run.exercised()),
});

interface Onlookers {
  readonly check?: CheckDefinition;
  readonly workload?: unknown;
  readonly metric?: MetricDefinition;
  readonly fault?: unknown;
}

function scenarioOf({
  check = looking,
  workload = asking,
  metric,
  fault,
}: Onlookers): ScenarioInput {
  return {
    version: 1,
    name: 'onlookers',
    duration: '3s',
    nodes: { server: { program: counter }, client: {} },
    workloads: { w: { workload, to: 'server', every: '500ms', timeout: '100ms' } },
    checks: { looks: { check } },
    ...(metric === undefined ? {} : { metrics: { m: { metric } } }),
    ...(fault === undefined
      ? {}
      : { faults: { f: { fault, at: '1s', target: 'client -> server' } } }),
  };
}

describe('code that only looks on and leaves a promise behind that fails', () => {
  it('as a check cannot judge, and no program is blamed for it', async () => {
    const check = defineCheck({
      name: 'straying',
      summary: 'Leaves a promise behind.',
      property: 'safety',
      watches,
      watch(run) {
        run.on('counted', () => {
          run.exercised();
          void stray();
        });
      },
    });
    const [quiet] = (await runScenario(scenarioOf({}))).runs;
    const [run] = (await runScenario(scenarioOf({ check }))).runs;
    const verdicts = run?.checks.map(({ id, verdict }) => `${id} ${verdict}`);
    expect(verdicts).toEqual(['looks undecided', 'no-program-errors held']);
    expect(run?.notes.join()).toMatch(/the check itself failed: RangeError: stray \(.*:[0-9]+\)/);
    expect(run?.trace.digest).toBe(quiet?.trace.digest);
  });

  it('as a check cannot judge when it does so at the end', async () => {
    const check = defineCheck({
      name: 'straying-at-the-end',
      summary: 'Leaves a promise behind when the run is over.',
      property: 'safety',
      watches,
      watch(run) {
        run.on('counted', () => run.exercised());
        run.atEnd(() => void stray());
      },
    });
    const [run] = (await runScenario(scenarioOf({ check }))).runs;
    const verdicts = run?.checks.map(({ id, verdict }) => `${id} ${verdict}`);
    expect(verdicts).toEqual(['looks undecided', 'no-program-errors held']);
    expect(run?.notes.join()).toContain('the check itself failed: RangeError: stray');
  });

  it('as a metric ends the run with its own error also when it does so at the end', async () => {
    const metric = defineMetric({
      name: 'straying-at-the-end',
      summary: 'Leaves a promise behind when the run is over.',
      unit: '1',
      fold: 'count',
      measure: (run) => run.atEnd(() => void stray()),
    });
    await expect(runScenario(scenarioOf({ metric }))).rejects.toThrow('stray');
  });

  it('as a rule of a fault ends the run with its own error', async () => {
    const fault = defineFault({
      name: 'straying',
      summary: 'Leaves a promise behind.',
      targets: 'links',
      needs: {},
      begin: (world) =>
        world.rule({}, () => {
          void stray();
          return 'pass';
        }),
    });
    await expect(runScenario(scenarioOf({ fault }))).rejects.toThrow('stray');
  });

  it('as a metric or a workload ends the run with its own error', async () => {
    const metric = defineMetric({
      name: 'straying',
      summary: 'Leaves a promise behind.',
      unit: '1',
      fold: 'count',
      measure(run) {
        run.onEvent('counted', ({ at }) => {
          run.add(at, 1);
          void stray();
        });
      },
    });
    const workload = defineWorkload({
      name: 'straying',
      summary: 'Leaves a promise behind.',
      operations: messages,
      next() {
        void stray();
        return { op: 'count', body: {} };
      },
    });
    await expect(runScenario(scenarioOf({ metric }))).rejects.toThrow('stray');
    await expect(runScenario(scenarioOf({ workload }))).rejects.toThrow('stray');
  });
});
