import { describe, expect, it } from 'vitest';
import { runScenario } from '../../../src/index.ts';
import type { ScenarioInput } from '../../../src/index.ts';
import { twoPhaseCoordinator } from '../../../src/library/programs/two-phase-coordinator.ts';
import { twoPhaseParticipant } from '../../../src/library/programs/two-phase-participant.ts';
import { ProgramPlay } from '../../support/program-play.ts';

const banks = ['b1', 'b2', 'b3'];

function stage(config: object = {}): ProgramPlay {
  const bank = { program: twoPhaseParticipant, config: { coordinator: 'x', patience: '300ms' } };
  const coordinator = {
    program: twoPhaseCoordinator,
    config: { participants: banks, timeout: '200ms', ...config },
  };
  return new ProgramPlay({ x: coordinator, b1: bank, b2: bank, b3: bank, c: null });
}

const transfer = (play: ProgramPlay, atMs: number) =>
  play.ask(atMs, 'c', 'x', 'transfer', { reference: `${atMs}` }, { timeoutMs: 3000 });

/** How it ended for each node, by transaction. */
const endings = (play: ProgramPlay) =>
  play
    .observed('settled')
    .map(({ node, data }) => [data['transaction'], node, data['decision']].join(' '))
    .toSorted();

describe('two-phase commit', () => {
  it('commits everywhere what all agree on', async () => {
    const play = stage();
    const done = transfer(play, 100);
    await play.played();
    expect(done.outcome).toEqual({ status: 'ok', value: { committed: true } });
    expect(endings(play)).toEqual(['b1', 'b2', 'b3', 'x'].map((id) => `x 1.1 ${id} commit`));
  });

  it('aborts everywhere what one did not vote for, also where it comes back', async () => {
    const play = stage().cutOff(['b2'], 50, 2000);
    const done = transfer(play, 100);
    await play.played();
    expect(done.outcome).toEqual({ status: 'ok', value: { committed: false } });
    expect(endings(play)).toEqual(['b1', 'b2', 'b3', 'x'].map((id) => `x 1.1 ${id} abort`));
  });

  /** The power of the coordinator goes when it has told the first bank, and no other. */
  function halfTold(config: object): ProgramPlay {
    const play = stage(config);
    transfer(play, 100);
    const { world } = play.stage;
    const at = (name: string): number => world.indexOf(name);
    const { verbs } = world;
    let step = 0;
    play.stage.hook({
      // First the coordinator settles it, then the bank that is told first.
      observed: () => {
        step += 1;
        if (step === 1) play.stage.at(4000, verbs.cut([at('x')], [at('b2'), at('b3')]));
        if (step !== 2) return;
        play.stage.at(4000, verbs.crash(at('x'), 'host', ['memory', 'unsynced']));
      },
    });
    return play;
  }

  it('keeps its word over a power cut when it was written down first', async () => {
    const play = await halfTold({}).played();
    expect(endings(play)).toEqual(['b1', 'b2', 'b3', 'x'].map((id) => `x 1.1 ${id} commit`));
  });

  it('commits at one bank what it aborts at the others when it was not', async () => {
    const play = await halfTold({ force: false }).played();
    expect(endings(play)).toEqual([
      'x 1.1 b1 commit',
      'x 1.1 b2 abort',
      'x 1.1 b3 abort',
      'x 1.1 x commit',
    ]);
  });

  /**
   * Found by a search: it crashes between writing its decision and the sync, tells two banks of what
   * it finds when it comes back, and loses power before it has told the third.
   */
  const cachedDecision = (force: boolean): ScenarioInput => ({
    version: 1,
    name: 'a-decision-in-the-page-cache',
    seed: '182',
    duration: '8s',
    nodes: {
      coordinator: {
        program: 'two-phase-coordinator',
        config: { participants: 'bank', timeout: '200ms', force },
      },
      bank: {
        count: 3,
        program: 'two-phase-participant',
        config: { coordinator: 'coordinator', patience: '300ms' },
      },
      client: { count: 2 },
    },
    links: { defaults: { latency: '1ms..10ms' } },
    workloads: {
      transfers: {
        workload: 'requests',
        from: 'client',
        to: 'coordinator',
        ops: { transfer: '100%' },
        rate: '10/s',
        timeout: '1s',
        until: '7s',
        operations: 34,
      },
    },
    faults: {
      'late-8': {
        fault: 'delay',
        target: 'coordinator -> bank-3',
        at: '2.6s',
        duration: '300ms',
        by: '20ms..300ms',
        probability: '50%',
      },
      'coordinator-10': {
        fault: 'crash',
        target: 'coordinator',
        at: '2.800474s',
        duration: '3ms',
        inside: true,
      },
      'blackout-12': {
        fault: 'crash',
        target: 'coordinator',
        at: '3s',
        duration: '50ms',
        scope: 'host',
        inside: true,
      },
    },
    checks: {
      'all-or-none': {
        check: 'agreement',
        of: 'coordinator, bank',
        event: 'settled',
        value: 'decision',
        instance: 'transaction',
      },
    },
  });

  it.each([
    [true, 'held'],
    [false, 'violated'],
  ])('tells nobody what a restart finds in the page cache alone (force: %s)', async (force, is) => {
    const { runs } = await runScenario(cachedDecision(force));
    const check = runs[0]?.checks.find(({ id }) => id === 'all-or-none');
    expect(check?.verdict).toBe(is);
  });

  it('leaves those who have voted in doubt for as long as nobody can tell them', async () => {
    const play = stage();
    transfer(play, 100);
    play.powerCut('x', 106.5, 5000);
    await play.played();
    const inDoubt = play.observed('in-doubt').map(({ node }) => node);
    expect([...new Set(inDoubt)].toSorted()).toEqual(banks);
    const settled = play.observed('settled').map(({ atMs }) => atMs);
    expect(Math.min(...settled)).toBeGreaterThan(5000);
    expect(endings(play)).toEqual(banks.map((id) => `x 1.1 ${id} abort`));
  });

  it('does not decide while votes are still coming in', async () => {
    const play = stage({ timeout: '2s' }).cutOff(['b3'], 50, 1500);
    transfer(play, 100);
    await play.played();
    // b1 and b2 asked meanwhile; had they been told `abort`, they would differ from b3.
    expect(play.observed('in-doubt').length).toBeGreaterThan(0);
    expect(new Set(endings(play).map((line) => line.split(' ').at(-1))).size).toBe(1);
  });
});
