import { describe, expect, it } from 'vitest';
import { Draws } from '../../../src/base/draw/draw.ts';
import { DelayDraws } from '../../../src/search/steering/delay-draws.ts';
import { RedrawnDraws } from '../../../src/search/steering/redrawn-draws.ts';
import type { RedrawnWindow } from '../../../src/search/steering/redrawn-draws.ts';

const usual = new Draws('7');
const from = (
  fromNs: number,
  untilNs: number | null,
  salt: number,
  scope: RedrawnWindow['scope'] = 'all',
): RedrawnWindow => ({ scope, fromNs, untilNs, salt });

/** Draws of one identity at several instants of a run. */
function drawn(windows: readonly RedrawnWindow[], subject: string, instants: readonly number[]) {
  const draws = new RedrawnDraws('7', windows);
  const stream = draws.stream(subject);
  return instants.map((nowNs) => {
    draws.begin(() => nowNs);
    return [stream.at(2, 5, 6, 7), stream.child('x').at(2, 5, 6, 7)];
  });
}

describe('draws that are drawn anew', () => {
  const link = usual.stream('link a -> b');
  const same = [link.at(2, 5, 6, 7), link.child('x').at(2, 5, 6, 7)];

  it('are others inside of a stretch, and the usual ones outside', () => {
    const [before, first, last, after] = drawn([from(10, 20, 3)], 'link a -> b', [9, 10, 19, 20]);
    expect([before, after]).toEqual([same, same]);
    expect(first).toEqual(last);
    expect(first?.[0]).not.toBe(same[0]);
    expect(first?.[1]).not.toBe(same[1]);
  });

  it('are those of the stretch that was added last', () => {
    const windows = [from(10, null, 3), from(15, 18, 4)];
    const [early, inner, late] = drawn(windows, 'link a -> b', [12, 16, 25]);
    expect(early).toEqual(late);
    expect(inner).not.toEqual(early);
    expect(inner).toEqual(drawn([from(0, null, 4)], 'link a -> b', [1])[0]);
  });

  it('may be only those of the schedule', () => {
    const windows = [from(0, null, 3, 'schedule')];
    expect(drawn(windows, 'link a -> b', [5])).toEqual([same]);
    for (const subject of ['nemesis', 'nemesis crash', 'fault gc']) {
      const plain = usual.stream(subject).at(2, 5, 6, 7);
      expect(drawn(windows, subject, [5])[0]?.[0]).not.toBe(plain);
    }
  });
});

describe('delays that somebody chooses', () => {
  it('are asked for each message of a link, by its ends, and nothing else is', () => {
    const asked: string[] = [];
    const draws = new DelayDraws('7', (sender, receiver, uniform) => {
      asked.push(`${sender} ${receiver}`);
      return uniform / 2;
    });
    const link = usual.stream('link a -> b');
    expect(draws.stream('link a -> b').at(2, 5, 6, 7)).toBe(link.at(2, 5, 6, 7) / 2);
    expect(draws.stream('link a -> b').at(1, 5, 6, 7)).toBe(link.at(1, 5, 6, 7));
    expect(draws.stream('disk a').at(2, 5, 6, 7)).toBe(usual.stream('disk a').at(2, 5, 6, 7));
    expect(asked).toEqual(['a b']);
  });
});
