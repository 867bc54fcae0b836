import { describe, expect, it, vi } from 'vitest';
import {
  ack,
  boolean,
  defineCheck,
  defineProgram,
  request,
  runScenario,
  text,
} from '../../src/index.ts';
import type { CheckReport, Run } from '../../src/index.ts';

// The first run of a file pays for the loader, which takes long on a machine that is busy.
vi.setConfig({ testTimeout: 120_000 });

/** Takes jobs, and does them a second later, unless it forgets every third one. */
const worker = defineProgram({
  name: 'forgetful-worker',
  summary: 'Does the jobs that it was given, perhaps not all.',
  config: { forgets: boolean().default(false) },
  messages: { enqueue: request({ value: text() }) },
  events: { finished: { job: text() } },
  start(node, config) {
    let count = 0;
    node.on('enqueue', ({ value }) => {
      count += 1;
      if (!config.forgets || count % 3 !== 0)
        node.after('1s', () => node.observe('finished', { job: value }));
      return ack;
    });
  },
});

/** Each job is a goal: wanted when it was taken, reached when it is done. */
const allDone = defineCheck({
  name: 'all-done',
  summary: 'What was taken is done.',
  property: 'liveness',
  watches: { finished: { job: text() } },
  watch(run) {
    run.onOperation((done) => {
      const { value } = done.data.body as { readonly value: string };
      if (done.data.outcome.status === 'ok') run.triggered(done, value);
    });
    run.on('finished', (seen) => run.reached(seen, seen.data.job));
  },
});

async function played(keys: object, forgets: boolean): Promise<Run | undefined> {
  const report = await runScenario({
    version: 1,
    name: 'jobs',
    duration: '30s',
    heal: '10s',
    nodes: { worker: { program: worker, config: { forgets } }, client: {} },
    workloads: { jobs: { workload: 'requests', to: 'worker', every: '1s', until: '5s' } },
    checks: { done: { check: allDone, within: '5s', ...keys } },
  });
  return report.runs[0];
}

async function judged(keys: object, forgets: boolean): Promise<CheckReport | undefined> {
  return (await played(keys, forgets))?.checks.find(({ id }) => id === 'done');
}

describe('goals that a check sets itself', () => {
  it('are due although nobody asks for anything any more', async () => {
    expect(await judged({ of: 'jobs' }, false)).toMatchObject({ verdict: 'held' });
    expect(await judged({ of: 'jobs' }, true)).toMatchObject({
      verdict: 'violated',
      witness: { why: '"client#2" was not reached within 5s' },
    });
  });

  it('are wanted after an instant of the scenario at the earliest, and once is enough', async () => {
    for (const of of [{}, { of: 'jobs' }]) {
      expect(await judged({ ...of, after: 'heal' }, false)).toMatchObject({ verdict: 'held' });
      expect(await judged({ ...of, after: 'heal' }, true)).toMatchObject({
        verdict: 'violated',
        at: 15_000_000_000,
      });
    }
  });

  it('have until the end of the run where the scenario says no `within`', async () => {
    expect(await judged({ within: undefined }, false)).toMatchObject({ verdict: 'held' });
    expect(await judged({ within: undefined }, true)).toMatchObject({
      verdict: 'violated',
      at: 30_000_000_000,
      witness: {
        why: '"client#2" was not reached before the run ended',
        events: [{ at: 2_002_000_000, event: 'enqueue' }],
      },
    });
  });

  it('are undecided while their time runs, and a note says which one and since when', async () => {
    expect(await judged({ within: '1m' }, true)).toMatchObject({ verdict: 'undecided' });
    expect((await played({ within: '1m' }, true))?.notes).toEqual([
      'done is undecided: "client#2" is wanted from 2.002s on, and did not have its 1m with the premise unbroken before the run ended',
    ]);
  });
});

describe('a check that throws', () => {
  it('is undecided, although all that it wanted until then was reached', async () => {
    const tired = defineCheck({
      name: 'tired',
      summary: 'Is tired before the end.',
      property: 'liveness',
      watches: { finished: { job: text() } },
      watch(run) {
        allDone.watch(run, {});
        run.onOperation((done) => {
          if (done.at > 4e9) throw new Error('no more');
        });
      },
    });
    const run = await played({ check: tired }, false);
    expect(run?.checks.find(({ id }) => id === 'done')).toMatchObject({ verdict: 'undecided' });
    expect(run?.notes.join()).toMatch(/no more/);
  });

  it('accuses nobody from then on', async () => {
    const angry = defineCheck({
      name: 'angry',
      summary: 'Has lost count.',
      property: 'safety',
      watch(run) {
        let count = 0;
        run.onOperation((done) => {
          count += 1;
          if (count === 2) throw new Error('lost count');
          if (count > 2) run.violated('more than two', done);
        });
        run.atEnd(() => run.violated('at the end'));
      },
    });
    const run = await played({ check: angry, within: undefined }, false);
    expect(run?.checks.find(({ id }) => id === 'done')).toMatchObject({
      verdict: 'undecided',
      witness: null,
    });
    expect(run?.notes.join()).toMatch(/lost count/);
  });

  it('is undecided, and says what failed and where', async () => {
    const buggy = defineCheck({
      name: 'buggy',
      summary: 'Has a mistake.',
      property: 'safety',
      watch: (run) => run.onOperation(() => void new Map<string, string>().get('x')!.length),
    });
    const run = await played({ check: buggy }, false);
    expect(run?.checks.find(({ id }) => id === 'done')).toMatchObject({ verdict: 'undecided' });
    expect(run?.notes.join()).toMatch(
      /^done is undecided: the check itself failed: TypeError: .* \(.*own-goals\.test\.ts:\d+\)$/,
    );
  });
});
