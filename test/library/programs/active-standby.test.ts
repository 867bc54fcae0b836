import { describe, expect, it } from 'vitest';
import { activeStandby } from '../../../src/library/programs/active-standby.ts';
import { ProgramPlay } from '../../support/program-play.ts';

function stage(config: object = {}, untilMs = 30_000): ProgramPlay {
  const part = { program: activeStandby, config };
  return new ProgramPlay({ a: part, b: part, c: null }, { untilMs });
}

const told = (play: ProgramPlay, event: string) =>
  play.observed(event).map(({ node, data }) => `${node} ${String(data['epoch'])}`);

describe('an active node and its standby', () => {
  it('serves, and the standby says who does', async () => {
    const play = stage();
    const active = play.ask(1000, 'c', 'a', 'serve', {});
    const standby = play.ask(1000, 'c', 'b', 'serve', {});
    await play.played();
    expect(active.outcome).toMatchObject({ status: 'ok', value: { by: 'a' } });
    expect(standby.outcome).toMatchObject({ error: 'not-active', detail: { active: 'a' } });
    expect(told(play, 'took-over')).toEqual(['a 1']);
  });

  it('hands over to a standby that hears no answer, and stands down when it hears of that', async () => {
    // What goes to a is cut, what it sends is not.
    const play = stage().cutOneWay('b', 'a', 2500, 20_000);
    const later = play.ask(25_000, 'c', 'a', 'serve', {});
    await play.played();
    expect(told(play, 'took-over')).toEqual(['a 1', 'b 2']);
    expect(later.outcome).toMatchObject({ error: 'not-active', detail: { active: 'b' } });
  });

  it('has the other one switched off, if it does such things', async () => {
    for (const [shoots, off] of [
      ['never', []],
      ['by-epoch', ['a 2']],
      ['always', ['a 2']],
    ] as const) {
      const play = stage({ shoots }).cutOneWay('a', 'b', 2500, 20_000);
      await play.played();
      expect([shoots, told(play, 'switched-off')]).toEqual([shoots, off]);
    }
  });
});
