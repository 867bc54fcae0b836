import { describe, expect, it } from 'vitest';
import { eventClass } from '../../src/engine/agenda.ts';
import { Engine } from '../../src/engine/engine.ts';
import type { EngineOptions } from '../../src/engine/engine.ts';
import { Trace } from '../../src/engine/trace.ts';

function engine(options: Partial<EngineOptions> = {}): Engine {
  return new Engine({
    seed: '1',
    untilNs: 1000,
    trace: new Trace(['n'], true),
    drain: () => true,
    maxEvents: 1000,
    ...options,
  });
}

describe('the engine', () => {
  it('plays in order of time and class, up to and including the end', () => {
    const play = engine({ untilNs: 20 });
    const told: string[] = [];
    const tell = (word: string) => (): void => void told.push(`${word}@${play.nowNs}`);
    play.schedule(20, eventClass.check, tell('check'));
    play.schedule(20, eventClass.faultEnd, tell('heal'));
    play.schedule(21, eventClass.faultEnd, tell('too late'));
    play.schedule(10, eventClass.timer, () => {
      // What is scheduled in the past happens now; of a lower class, before the rest of this instant.
      play.schedule(3, eventClass.faultBegin, tell('strike'));
    });
    play.schedule(10, eventClass.workload, tell('ask'));
    play.schedule(10, eventClass.workload, tell('never')).cancel();
    expect(play.advance(100)).toBe('done');
    expect(told).toEqual(['strike@10', 'ask@10', 'heal@20', 'check@20']);
    expect([play.nowNs, play.stopped]).toEqual([20, null]);
  });

  it('stops before the next happening when told to, and keeps the first reason', () => {
    const play = engine();
    let later = 0;
    play.schedule(5, eventClass.timer, () => {
      play.stop('signal');
      play.stop('other');
    });
    play.schedule(5, eventClass.timer, () => void later++);
    expect(play.advance(100)).toBe('done');
    expect([play.stopped, play.nowNs, later]).toEqual(['signal', 5, 0]);
  });

  it('counts happenings as its budget, and does not call the end of the run a stop', () => {
    const three = (maxEvents: number): Engine => {
      const play = engine({ maxEvents });
      for (const at of [1, 2, 3]) play.schedule(at, eventClass.timer, () => undefined);
      play.advance(100);
      return play;
    };
    expect([three(2).stopped, three(2).events, three(2).nowNs]).toEqual(['max-events', 2, 2]);
    expect([three(3).stopped, three(3).events]).toEqual([null, 3]);
  });

  it('plays on from slice to slice as if there were none', () => {
    const play = engine();
    const at: number[] = [];
    for (let i = 1; i <= 10; i++)
      play.schedule(i, eventClass.timer, () => void at.push(play.nowNs));
    const progress = [play.advance(4), play.advance(4), play.advance(4)];
    expect(progress).toEqual(['more', 'more', 'done']);
    expect(at).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
  });

  it('drains once after a step that left microtasks, then settles it', () => {
    const order: string[] = [];
    const play = engine({ drain: () => (order.push('drain'), true) });
    play.onSettle(() => void order.push('settle'));
    const step = (wantsDrain: boolean) => (): void => {
      order.push('step');
      play.unsettled = true;
      play.wantsDrain = wantsDrain;
    };
    play.schedule(1, eventClass.timer, step(true));
    play.schedule(2, eventClass.timer, step(false));
    play.schedule(3, eventClass.timer, () => void order.push('closure'));
    play.advance(100);
    expect(order).toEqual(['step', 'drain', 'settle', 'step', 'settle', 'closure']);
  });

  it('asks for a macrotask when its host cannot drain, and settles after it', () => {
    const order: string[] = [];
    const play = engine({ drain: () => false });
    play.onSettle(() => void order.push(`settle@${play.nowNs}`));
    play.schedule(1, eventClass.timer, () => {
      play.wantsDrain = true;
      play.unsettled = true;
    });
    play.schedule(2, eventClass.timer, () => void order.push('next'));
    expect(play.advance(100)).toBe('drain');
    expect(order).toEqual([]);
    expect(play.advance(100)).toBe('done');
    expect(order).toEqual(['settle@1', 'next']);
  });
});

describe('a free choice', () => {
  const choices = (play: Engine): number[] =>
    ['a', 'b', 'a', 'a'].map((subject) => play.choose(subject, 1000));

  it('is drawn by subject, instant and how often that subject chose: no other moves it', () => {
    const [a1, , a2] = choices(engine());
    const alone = engine();
    expect([alone.choose('a', 1000), alone.choose('a', 1000)]).toEqual([a1, a2]);
    expect(choices(engine({ seed: '2' }))).not.toEqual(choices(engine()));
  });

  it('lies between 0 and the number of options', () => {
    const play = engine();
    const drawn = Array.from({ length: 300 }, () => play.choose('x', 3));
    expect(new Set(drawn)).toEqual(new Set([0, 1, 2]));
    expect(engine().choose('x', 1)).toBe(0);
  });

  it('is recorded, and can be repeated or changed', () => {
    const first = engine();
    const drawn = choices(first);
    expect(first.choices.map(({ chosen }) => chosen)).toEqual(drawn);
    const other = first.choices.map((choice) => ({
      ...choice,
      chosen: (choice.chosen + 1) % 1000,
    }));
    expect(choices(engine({ seed: '2', replay: first.choices }))).toEqual(drawn);
    expect(choices(engine({ replay: other }))).toEqual(drawn.map((one) => (one + 1) % 1000));
  });

  it('is drawn again where what is replayed speaks of another choice', () => {
    const drawn = choices(engine());
    const foreign = [{ subject: 'other', options: 1000, chosen: 5 }];
    expect(choices(engine({ replay: foreign }))).toEqual(drawn);
  });
});
