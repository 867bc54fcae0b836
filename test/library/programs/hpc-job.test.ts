import { describe, expect, it } from 'vitest';
import { runScenario } from '../../../src/index.ts';

const hour = 3_600_000_000_000;
/** Counts are told in millionths. */
const four = 4_000_000;

/** The job of two ranks, ten hours of work, as its scheduler tells of it. */
async function play(config: object, faults: { readonly [id: string]: object } = {}) {
  const settings = { scheduler: 'head', work: '10h', cost: '6m', ...config };
  const report = await runScenario({
    version: 1,
    name: 'job',
    duration: '40h',
    nodes: {
      head: { program: 'hpc-job', config: settings },
      rank: { count: 2, program: 'hpc-job', config: settings },
    },
    links: { defaults: { latency: 0 } },
    faults,
    checks: {
      done: { check: 'occurs', event: 'job-done', within: '39h', expect: 'held or violated' },
    },
    metrics: {
      makespan: { metric: 'elapsed', event: 'job-done', field: 'makespan' },
      lost: { metric: 'elapsed', event: 'went-back', field: 'lost', stat: 'sum' },
      saved: { metric: 'count', event: 'checkpointed' },
    },
  });
  const value = (id: string) => report.runs[0]?.metrics.find((one) => one.id === id)?.value ?? null;
  return { makespan: value('makespan'), lost: value('lost'), saved: value('saved') };
}

const death = (at: string) => ({
  death: { fault: 'crash', target: 'rank-2', scope: 'host', at, duration: '30m' },
});

describe('hpc-job', () => {
  it('takes as long as its work and its checkpoints', async () => {
    // The last stretch of work needs no checkpoint.
    expect(await play({ every: '2h' })).toEqual({ makespan: 10.4 * hour, lost: null, saved: four });
    expect(await play({})).toEqual({ makespan: 10 * hour, lost: null, saved: 0 });
  });

  it('goes back to the last checkpoint when a rank dies', async () => {
    // 2 h and 6 min, then one hour for nothing, half an hour of repair, and the rest.
    expect(await play({ every: '2h' }, death('186m'))).toEqual({
      makespan: (10.4 + 1.5) * hour,
      lost: 1.5 * hour,
      saved: four,
    });
  });

  it('has saved nothing when a rank dies while all save', async () => {
    expect(await play({ every: '2h' }, death('123m'))).toMatchObject({
      lost: (2 + 0.05 + 0.5) * hour,
      saved: four,
    });
  });

  it('waits for the last of its ranks', async () => {
    const slow = { slow: { fault: 'pause', target: 'rank-2', at: '9h', duration: '90m' } };
    expect(await play({}, slow)).toEqual({ makespan: 10.5 * hour, lost: null, saved: 0 });
    expect(await play({ every: '5h' }, slow)).toMatchObject({ makespan: (10.1 + 0.4) * hour });
  });

  it('without checkpoints begins again', async () => {
    expect(await play({}, death('9h'))).toEqual({
      makespan: 19.5 * hour,
      lost: 9.5 * hour,
      saved: 0,
    });
  });

  it.each([1400, 7001])(
    'takes in the mean what renewal theory says, saving every %d s under deaths at random',
    async (everyS) => {
      const [mtbfS, repairS, costS, workS] = [86_400, 120, 300, 20 * 86_400];
      // Until so much is done without a death (Daly 2006, his complete model).
      const until = (s: number): number => (mtbfS + repairS) * (Math.exp(s / mtbfS) - 1);
      const whole = Math.floor(workS / everyS);
      const expected = whole * until(everyS + costS) + until(workS - whole * everyS);
      const config = { scheduler: 'head', work: `${workS}s`, every: `${everyS}s`, cost: '300s' };
      const { runs } = await runScenario({
        version: 1,
        name: 'job',
        duration: '60d',
        domains: { rack: { r1: null } },
        nodes: {
          head: { program: 'hpc-job', config },
          rank: { count: 4, program: 'hpc-job', config, place: 'r1' },
        },
        faults: {
          wear: {
            fault: 'infrastructure',
            target: 'r1',
            rates: { node: { mtbf: `${4 * mtbfS}s`, lasts: `${repairS}s` } },
          },
        },
        checks: { done: { check: 'occurs', event: 'job-done', within: '59d' } },
        metrics: { makespan: { metric: 'elapsed', event: 'job-done', field: 'makespan' } },
        matrix: { seed: '1..16' },
      });
      const sum = runs.reduce((total, { metrics }) => total + (metrics[0]?.value ?? NaN), 0);
      expect(Math.abs(sum / runs.length / 1e9 / expected - 1)).toBeLessThan(0.01);
    },
  );
});
