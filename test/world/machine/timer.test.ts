import { describe, expect, it } from 'vitest';
import { integer, text } from '../../../src/base/schema.ts';
import type { HowLong } from '../../../src/base/units.ts';
import type { Timer } from '../../../src/world/program/node.ts';
import { defineProgram } from '../../../src/world/program/program.ts';
import { Stage } from '../../support/world-stage.ts';

interface Clockwork {
  after(time: HowLong, action: () => void): Timer;
  every(time: HowLong, action: () => void): Timer;
  ring(name: string): () => void;
}

/** Plays a program that only sets timers; tells when which of them rang, in ms of true time. */
async function rung(
  set: (clockwork: Clockwork) => void,
  faults: (stage: Stage) => void = () => undefined,
  untilMs = 1000,
): Promise<string[]> {
  const program = defineProgram({
    name: 'clockwork',
    summary: 'Sets timers.',
    events: { rang: { name: text(), at: integer() } },
    start(node) {
      set({
        after: (time, action) => node.after(time, action),
        every: (time, action) => node.every(time, action),
        ring: (name) => () => node.observe('rang', { name, at: 0 }),
      });
    },
  });
  const stage = new Stage({ nodes: { n: { program } }, untilMs });
  faults(stage);
  await stage.play();
  return stage
    .events()
    .filter(({ type }) => type === 'observed')
    .map(({ at, data }) => `${(data as { name: string }).name}@${at / 1e6}`);
}

function pausedBetween(from: number, to: number, cause: 'gc' | 'vm-suspend' = 'gc') {
  return (stage: Stage): void => {
    let undo = (): void => undefined;
    stage.at(from, () => {
      undo = stage.world.verbs.pause(0, cause);
    });
    stage.at(to, () => undo());
  };
}

describe('a timer', () => {
  it('runs once', async () => {
    expect(await rung(({ after, ring }) => after('10ms', ring('a')))).toEqual(['a@10']);
  });

  it('runs again and again, each a period after the one before', async () => {
    const told = await rung(({ every, ring }) => every('30ms', ring('a')), undefined, 100);
    expect(told).toEqual(['a@30', 'a@60', 'a@90']);
  });

  it('that is cancelled does not run, nor after cancelling itself', async () => {
    const told = await rung(({ after, every, ring }) => {
      after('10ms', ring('a')).cancel();
      const tick = every('10ms', () => {
        ring('b')();
        tick.cancel();
      });
    });
    expect(told).toEqual(['b@10']);
  });

  it('counts anew when it is reset, for longer or for less, before and after it ran', async () => {
    const told = await rung(({ after, ring }) => {
      const late = after('20ms', ring('late'));
      const soon = after('500ms', ring('soon'));
      const again = after('5ms', ring('again'));
      after('10ms', () => {
        late.reset();
        soon.reset('5ms');
        again.reset();
      });
      after('12ms', () => late.reset('100ms'));
    });
    expect(told).toEqual(['again@5', 'soon@15', 'again@15', 'late@112']);
  });

  it('that was cancelled and is reset runs once at the new time', async () => {
    const told = await rung(({ after, ring }) => {
      const timer = after('20ms', ring('a'));
      after('5ms', () => timer.cancel());
      after('8ms', () => timer.reset('50ms'));
    });
    expect(told).toEqual(['a@58']);
  });

  it('measures with the clock of its own node: fast clocks ring early, also in mid-count', async () => {
    const told = await rung(
      ({ after, every, ring }) => {
        after('100ms', ring('once'));
        every('150ms', ring('tick'));
      },
      (stage) => {
        let undo = (): void => undefined;
        stage.at(50, () => {
          undo = stage.world.verbs.drift(0, 1_000_000_000);
        });
        stage.at(150, () => undo());
      },
      400,
    );
    // 50 ms at half the time; the second tick has 100 of its 150 ms left when the drift ends.
    expect(told).toEqual(['once@75', 'tick@100', 'tick@200', 'tick@350']);
  });

  it('waits for a process that stands still: one-shot ones run once, repeating ones coalesce', async () => {
    const told = await rung(
      ({ after, every, ring }) => {
        after('100ms', ring('once'));
        every('40ms', ring('tick'));
      },
      pausedBetween(50, 210),
      300,
    );
    expect(told).toEqual(['tick@40', 'tick@210', 'once@210', 'tick@240', 'tick@280']);
  });

  it('stands still with a suspended machine', async () => {
    const told = await rung(
      ({ after, ring }) => after('100ms', ring('once')),
      pausedBetween(50, 210, 'vm-suspend'),
    );
    expect(told).toEqual(['once@260']);
  });

  it('rings at resume in the order in which they were due', async () => {
    const told = await rung(
      ({ after, ring }) => {
        after('80ms', ring('c'));
        after('60ms', ring('a'));
        after('70ms', ring('b'));
      },
      pausedBetween(50, 100),
    );
    expect(told).toEqual(['a@100', 'b@100', 'c@100']);
  });

  it('may be cancelled or put off by what is handled before it at resume', async () => {
    const told = await rung(
      ({ after, ring }) => {
        const two = after('70ms', ring('two'));
        const three = after('80ms', ring('three'));
        after('60ms', () => {
          two.cancel();
          three.reset('10ms');
        });
      },
      pausedBetween(50, 100),
    );
    expect(told).toEqual(['three@110']);
  });

  it('of a dead incarnation never rings', async () => {
    const told = await rung(
      ({ after, ring }) => after('100ms', ring('a')),
      (stage) => {
        let undo = (): void => undefined;
        stage.at(50, () => {
          undo = stage.world.verbs.crash(0, 'process', ['memory']);
        });
        stage.at(60, () => undo());
      },
    );
    expect(told).toEqual(['a@160']);
  });
});
