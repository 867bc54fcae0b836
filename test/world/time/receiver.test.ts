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
