import { describe, expect, it } from 'vitest';
import { listening, scripted } from '../support/scripted-node.ts';
import { Stage } from '../support/world-stage.ts';

/** `a` sends `b` three numbers in one step at 10 ms and 20 ms. */
function sending(): Stage {
  const a = scripted((node) => {
    for (const at of [10, 20]) {
      node.after(`${at}ms`, () => {
        for (const n of [1, 2, 3]) node.send('b', 'tell', { n: at + n });
      });
    }
  });
  return new Stage({
    nodes: { a: { program: a }, b: { program: scripted(listening) } },
    untilMs: 500,
  });
}

async function heard(stage: Stage): Promise<number[]> {
  return (await stage.play()).got().map((line) => Number(line.split(' ')[2]));
}

describe('a crash inside the next step', () => {
  it.each([
    [0, []],
    [1, [11]],
    [2, [11, 12]],
    [3, [11, 12, 13]],
    [9, [11, 12, 13]],
  ])('after %i effects lets these happen, and no more', async (effects, numbers) => {
    const stage = sending();
    stage.at(5, () => void stage.world.verbs.crashInside(0, 'process', ['memory'], effects));
    expect(await heard(stage)).toEqual(numbers);
    expect(stage.lines('crashed')).toEqual(['10 crashed a']);
  });

  it('does not strike after it was taken back; taken back later it lets the process restart', async () => {
    const before = sending();
    before.between(5, 8, () => before.world.verbs.crashInside(0, 'process', ['memory'], 1));
    expect(await heard(before)).toEqual([11, 12, 13, 21, 22, 23]);
    const after = sending();
    after.between(5, 50, () => after.world.verbs.crashInside(0, 'process', ['memory'], 1));
    // Booted again at 50, it sends all of it from then on.
    expect(await heard(after)).toEqual([11, 11, 12, 13, 21, 22, 23]);
  });

  it('armed in the middle of a step strikes in the one after it', async () => {
    const stage = sending();
    let armed = false;
    stage.world.watchMessages = true;
    stage.hook({
      messageSent: ({ from }) => {
        if (from !== 'a' || armed) return;
        armed = true;
        stage.world.verbs.crashInside(0, 'process', ['memory'], 1);
      },
    });
    expect(await heard(stage)).toEqual([11, 12, 13, 21]);
  });

  it('hits nothing where there is no process', async () => {
    const stage = sending();
    stage.between(1, 3, () => stage.world.verbs.crash(0, 'process', ['memory']));
    stage.at(2, () => void stage.world.verbs.crashInside(0, 'process', ['memory'], 0));
    expect(await heard(stage)).toEqual([11, 12, 13, 21, 22, 23]);
  });
});

describe('a pause inside the next step', () => {
  it('holds what comes after so many effects', async () => {
    const stage = sending();
    stage.between(5, 100, () => stage.world.verbs.pauseInside(0, 'gc', 1));
    await stage.play();
    expect(stage.lines('delivered')).toHaveLength(6);
    expect(stage.got()).toEqual([
      'b tell 11 @11',
      'b tell 12 @101',
      'b tell 13 @101',
      'b tell 21 @101',
      'b tell 22 @101',
      'b tell 23 @101',
    ]);
  });

  it('and a crash inside the same step both strike, whichever came first', async () => {
    for (const crashFirst of [true, false]) {
      const stage = sending();
      const { verbs } = stage.world;
      stage.at(5, () => {
        if (crashFirst) verbs.crashInside(0, 'process', ['memory'], 2);
        verbs.pauseInside(0, 'gc', 1);
        if (!crashFirst) verbs.crashInside(0, 'process', ['memory'], 2);
      });
      expect(await heard(stage)).toEqual([11]);
      expect(stage.lines('paused', 'crashed')).toEqual(['10 paused a', '10 crashed a']);
    }
  });
});

describe('bending a clock', () => {
  it('is told, and its undo restores the rate once', async () => {
    const stage = sending();
    let undo = (): void => undefined;
    stage.at(100, () => {
      undo = stage.world.verbs.drift(0, 1_000_000);
      stage.world.verbs.stepWall(0, -5_000_000_000);
    });
    stage.at(200, () => {
      undo();
      undo();
    });
    await stage.play();
    // 0.1 s at 1,000 ppm.
    expect(stage.world.clockOf('a').wallNs).toBe(500_000_000 + 100_000 - 5_000_000_000);
    const told = stage.events().filter(({ type }) => type === 'clock-changed');
    expect(told.map(({ data }) => data)).toEqual([
      { driftPpb: 1_000_000 },
      { steppedNs: -5_000_000_000 },
      { driftPpb: -1_000_000 },
    ]);
  });
});
