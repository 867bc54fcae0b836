import { describe, expect, it } from 'vitest';
import { clock, ClockStage, second } from '../../support/clock-stage.ts';

const gps = { receiver: { errorNs: 100, holdoverBoundPpb: 20 } };

/** A clock kept by satellites, what is done to it, and how far it is off then. */
async function offsets(
  more: Parameters<typeof clock>[2],
  instantsS: readonly number[],
  act: (stage: ClockStage) => void,
): Promise<number[]> {
  const stage = new ClockStage({}, { n: clock(0, 0, { ...gps, ...more }) }, 400_000);
  act(stage);
  return stage.seen(instantsS, () => stage.offset('n'));
}

describe('a receiver', () => {
  it('that finds its signal again counts leap seconds as before', async () => {
    for (const seconds of [1, -1]) {
      const seen = await offsets({}, [15, 40], (stage) => {
        stage.at(10_000, () => stage.world.verbs.clock(0).leap(seconds));
        stage.between(20_000, 30_000, () => stage.world.verbs.clock(0).stopSync());
      });
      expect(seen).toEqual([-seconds * second, -seconds * second]);
    }
  });

  it('goes on where a leap second that is spread has come to', async () => {
    const [before = 0, after = 0, end] = await offsets(
      { leap: 'slew' },
      [999, 1011, 3000],
      (stage) => {
        stage.at(10_000, () => stage.world.verbs.clock(0).leap(1));
        stage.at(1_000_000, () => stage.world.verbs.stepWall(0, second));
      },
    );
    expect(before).toBe(-494_500_000);
    expect(after).toBe(-500_500_000);
    expect(end).toBe(-second);
  });

  it('hides the wander of its oscillator as long as there is a signal', async () => {
    const wander = { kind: 'random-walk', stepPpb: 1_000, everyNs: second } as const;
    const [kept = 1, without = 0] = await offsets({ wander }, [5000, 9000], (stage) => {
      stage.at(5_000_001, () => void stage.world.verbs.clock(0).stopSync());
    });
    expect(kept).toBe(0);
    expect(without).not.toBe(0);
  });

  it('is bridged by its oscillator until the last jammer is gone and the next pulse has come', async () => {
    const stage = new ClockStage({}, { n: clock(0, 20, gps) }, 60);
    const clocksOf = () => stage.world.machineOf('n')?.clocks;
    stage.between(10_000, 30_000, () => stage.world.verbs.clock(0).stopSync());
    stage.between(20_000, 40_000, () => stage.world.verbs.clock(0).stopSync());
    // Jammed again before the pulse: it has gone without since the first time.
    stage.between(40_500, 42_000, () => stage.world.verbs.clock(0).stopSync());
    // What it claims counts on its own oscillator, and is rounded up.
    const seen = await stage.seen([9.5, 25, 35, 40.25, 41.75, 42.75, 43.25], () => [
      stage.keeper('n').synchronised,
      stage.offset('n'),
      clocksOf()?.errorNs(stage.engine.nowNs),
    ]);
    expect(seen).toEqual([
      [true, 0, 100],
      [false, 300, 100 + 301],
      [false, 500, 100 + 501],
      [false, 600, 100 + 606],
      [false, 625, 100 + 636],
      [false, 630, 100 + 656],
      [true, 0, 100],
    ]);
  });

  it('claims for a wandering oscillator as much as it may have walked since the start', async () => {
    const receiver = { ...gps.receiver, walkPpb: 1000 };
    const wander = { kind: 'random-walk', stepPpb: 1000, everyNs: second } as const;
    const stage = new ClockStage({}, { n: clock(0, 0, { receiver, wander }) }, 60);
    stage.between(4500, 20_000, () => stage.world.verbs.clock(0).stopSync());
    const seen = await stage.seen([8.25, 21.5, 59], () => {
      const clocks = stage.world.machineOf('n')?.clocks;
      return [clocks?.errorNs(stage.engine.nowNs), stage.offset('n') === 0];
    });
    // Nine steps, the first at the start: six deviations of three times one of them, for 3.75 s of its own.
    expect(seen).toEqual([
      [100 + 3.75 * (20 + 6 * 3 * 1000) + 1, false],
      [100, true],
      [100, true],
    ]);
  });

  it('goes where forged signals lead it, and comes back when they end', async () => {
    const seen = await offsets({}, [5, 15, 25], (stage) => {
      stage.between(10_000, 20_000, () => stage.world.verbs.clock(0).misleadSync(second));
    });
    expect(seen).toEqual([0, second, 0]);
  });

  it('sets its clock by the next pulse, however often it is moved', async () => {
    const seen = await offsets({}, [10.9, 11.1, 13.9], (stage) => {
      const at = [10, 10.3, 10.6, 12, 12.3, 12.6];
      for (const atS of at) stage.at(atS * 1000, () => stage.world.verbs.stepWall(0, second));
    });
    expect(seen).toEqual([3 * second, 0, 0]);
  });

  it('has no pulse to set it by while it is jammed', async () => {
    const seen = await offsets({}, [15, 19, 22], (stage) => {
      stage.between(10_000, 20_000, () => stage.world.verbs.clock(0).stopSync());
      stage.at(12_000, () => stage.world.verbs.stepWall(0, second));
    });
    expect(seen).toEqual([second, second, 0]);
  });

  it('does not set a clock that a fault has stopped', async () => {
    const seen = await offsets({}, [15, 35, 41.1], (stage) => {
      stage.between(10_000, 40_000, () => stage.world.verbs.clock(0).freeze('time-of-day'));
      stage.at(20_000, () => stage.world.verbs.stepWall(0, 1));
    });
    expect(seen).toEqual([-5 * second, 1 - 25 * second, 0]);
  });

  it('tells when it is synchronised again, so that sentences are asked anew', async () => {
    const stage = new ClockStage({}, { n: clock(0, 0, gps) }, 60);
    stage.between(20_000, 30_000, () => stage.world.verbs.clock(0).stopSync());
    await stage.play();
    expect(stage.changes('n')).toEqual([
      { sync: 'stopped' },
      { sync: 'started' },
      { sync: 'synchronised' },
    ]);
  });
});
