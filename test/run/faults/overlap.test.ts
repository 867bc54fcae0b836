import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { FaultPlan } from '../../../src/scenario/plan/fault.ts';
import { fault, FaultStage, ms, second } from './fault-stage.ts';

const nodes = ['n1', 'n2', 'n3'];

/** All that faults may change of the world, at one instant. */
function inForce(stage: FaultStage): unknown {
  const { world } = stage;
  return {
    up: nodes.map((node) => world.isUp(node)),
    hosts: nodes.map((node) => world.state(node).hostUp),
    paused: nodes.map((node) => world.isPaused(node)),
    passes: nodes.flatMap((from) => nodes.map((to) => from === to || world.canPass(from, to))),
    // The rate of each clock, as what it gains in the next second.
    rates: nodes
      .map((node) => world.machineOf(node)?.clocks.monotonic(world.engine.nowNs + second))
      .map((reading, i) => (reading ?? 0) - world.clockOf(nodes[i] as string).monotonicNs),
  };
}

interface Drawn {
  readonly kind: 'pause' | 'partition' | 'clock-drift' | 'crash';
  readonly target: string;
  readonly fromMs: number;
  readonly lengthMs: number;
  readonly ppm: number;
}

const drawn: fc.Arbitrary<Drawn> = fc.record({
  kind: fc.constantFrom('pause', 'partition', 'clock-drift', 'crash'),
  target: fc.constantFrom('n1', 'n2', 'n3'),
  fromMs: fc.integer({ min: 1, max: 2000 }),
  lengthMs: fc.integer({ min: 1, max: 2000 }),
  ppm: fc.integer({ min: -300, max: 300 }),
});

function planOf(id: string, one: Drawn, fromMs: number, untilMs: number): FaultPlan {
  return fault(id, {
    kind: one.kind,
    target: one.kind === 'partition' ? `${one.target} -> all` : one.target,
    params: one.kind === 'clock-drift' ? { by: `${one.ppm}ppm` } : {},
    atNs: fromMs * ms,
    durationNs: (untilMs - fromMs) * ms,
  });
}

const lookMs = 2000;

describe('overlapping faults', () => {
  it('leave in force what the set of active ones says, whatever came and went before', () => {
    fc.assert(
      fc.property(fc.array(drawn, { minLength: 1, maxLength: 8 }), (all) => {
        // A pause ends with its process, so a crash in its time would tell the two runs apart.
        const kinds = all.some(({ kind }) => kind === 'crash') ? 'pause' : 'crash';
        const some = all.filter(({ kind }) => kind !== kinds);
        const history = some.map((one, i) =>
          planOf(`f${i}`, one, one.fromMs, one.fromMs + one.lengthMs),
        );
        const still = some
          .filter((one) => one.fromMs <= lookMs && one.fromMs + one.lengthMs > lookMs)
          .map((one, i) => planOf(`f${i}`, one, lookMs - 1, lookMs + 5000));
        const look = (faults: readonly FaultPlan[]): unknown => {
          let seen: unknown;
          const stage = new FaultStage(faults, { durationNs: 3 * second });
          stage.at(lookMs * ms, () => {
            seen = inForce(stage);
          });
          stage.play();
          return seen;
        };
        expect(look(history)).toEqual(look(still.toReversed()));
      }),
      { seed: 42, numRuns: 150 },
    );
  });

  it('of one instant do the same in whatever order the ids put them', () => {
    const cut = { kind: 'partition', target: 'n1 <-> n2', atNs: second, durationNs: 2 * second };
    const late = { kind: 'delay', target: 'n1 -> n3', params: { by: '30ms' }, atNs: second };
    const drift = { kind: 'clock-drift', target: 'n2', params: { by: '200ppm' }, atNs: second };
    const traffic = (ids: readonly string[]): unknown[] => {
      const faults = [cut, late, drift].map((one, i) => fault(ids[i] as string, one));
      const stage = new FaultStage(faults.toSorted((a, b) => (a.id < b.id ? -1 : 1)));
      return stage
        .play()
        .rows('sent', 'lost', 'delivered', 'observed')
        .map(({ at, type, node, peer, data }) => [at, type, node, peer, data]);
    };
    expect(traffic(['c', 'b', 'a'])).toEqual(traffic(['a', 'b', 'c']));
  });

  it('crash while crashed: up again when the last one ends', () => {
    const faults = [
      fault('a', { kind: 'crash', atNs: second, durationNs: 2 * second }),
      fault('b', { kind: 'crash', atNs: 2 * second, durationNs: 3 * second }),
    ];
    const stage = new FaultStage(faults).play();
    expect(
      stage
        .rows('started')
        .filter(({ node }) => node === 'n1')
        .map(({ at }) => at / second),
    ).toEqual([0, 5]);
    expect(stage.schedule.coverage()[1]).toMatchObject({
      touched: 0,
      note: 'n1 was already down',
    });
  });

  it('pause ends with the process that it stopped', () => {
    const faults = [
      fault('gc', { atNs: second, durationNs: 5 * second }),
      fault('c', { kind: 'crash', atNs: 2 * second, durationNs: second }),
    ];
    const stage = new FaultStage(faults);
    const paused: boolean[] = [];
    stage.at(3500 * ms, () =>
      paused.push(stage.world.isPaused('n1'), stage.schedule.isActive('gc')),
    );
    stage.play();
    expect(paused).toEqual([false, false]);
    expect(stage.windows('gc')).toEqual([[1000, 2000]]);
  });

  it('pause that begins on a dead process hits nothing', () => {
    const faults = [
      fault('c', { kind: 'crash', atNs: second, durationNs: 2 * second }),
      fault('gc', { atNs: 2 * second, durationNs: 3 * second }),
    ];
    const stage = new FaultStage(faults).play();
    expect(stage.rows('paused')).toEqual([]);
    expect(stage.schedule.coverage()[1]).toMatchObject({
      touched: 0,
      note: 'n1 was already down',
    });
  });
});

describe('a fault that is taken out of the file', () => {
  it('leaves a subject that it never reached byte for byte as it was', () => {
    const half = fault('lost', {
      kind: 'loss',
      target: 'n2 <-> n3',
      atNs: 0,
      durationNs: null,
      probabilityPpb: 300_000_000,
    });
    const cut = fault('cut', { kind: 'partition', target: 'n1 -> n2', durationNs: 4 * second });
    const between = (faults: readonly FaultPlan[]): unknown[] =>
      new FaultStage(faults)
        .play()
        .rows('sent', 'lost', 'delivered')
        .filter(({ node, peer }) => node !== 'n1' && peer !== 'n1')
        .map(({ at, type, node, peer, data }) => [at, type, node, peer, data]);
    expect(between([half])).toEqual(between([cut, half]));
  });
});
