import { describe, expect, it } from 'vitest';
import { judgeLiveness, type LivenessCase, together } from '../../../src/run/checks/liveness.ts';

const given = (part: Partial<LivenessCase>): LivenessCase => ({
  triggersNs: [10],
  reachesNs: [],
  premise: [{ atNs: 0, holds: true }],
  withinNs: 20,
  endNs: 100,
  restorable: false,
  ...part,
});

const breaks = (...at: number[]) => [
  { atNs: 0, holds: true },
  ...at.map((atNs, nth) => ({ atNs, holds: nth % 2 === 1 })),
];

describe('judgeLiveness', () => {
  it('holds when the goal is reached within W, to the very nanosecond', () => {
    expect(judgeLiveness(given({ reachesNs: [30] }))).toEqual({ verdict: 'held', atNs: 30 });
  });

  it('is violated at the end of W', () => {
    expect(judgeLiveness(given({ reachesNs: [31] }))).toEqual({ verdict: 'violated', atNs: 30 });
    expect(judgeLiveness(given({}))).toEqual({ verdict: 'violated', atNs: 30 });
  });

  it('does not count what was reached before it was wanted', () => {
    expect(judgeLiveness(given({ reachesNs: [5] })).verdict).toBe('violated');
  });

  it('gives what was wanted too early its W from when that counts, and takes an early answer', () => {
    const late = { notBeforeNs: 50 };
    expect(judgeLiveness(given(late))).toEqual({ verdict: 'violated', atNs: 70 });
    expect(judgeLiveness(given({ ...late, reachesNs: [15] })).verdict).toBe('held');
    expect(judgeLiveness(given({ ...late, reachesNs: [70] })).verdict).toBe('held');
    expect(judgeLiveness(given({ notBeforeNs: Infinity })).verdict).toBe('vacuous');
  });

  it('begins W again when the premise broke', () => {
    const premise = breaks(25, 40);
    expect(judgeLiveness(given({ premise, reachesNs: [59] })).verdict).toBe('held');
    expect(judgeLiveness(given({ premise }))).toEqual({ verdict: 'violated', atNs: 60 });
  });

  it('takes an unbroken premise that is told twice for one', () => {
    const premise = [
      { atNs: 0, holds: true },
      { atNs: 15, holds: true },
    ];
    expect(judgeLiveness(given({ premise }))).toEqual({ verdict: 'violated', atNs: 30 });
  });

  it('is unachievable when nothing can bring the premise back, else undecided', () => {
    expect(judgeLiveness(given({ premise: breaks(25) })).verdict).toBe('unachievable');
    expect(judgeLiveness(given({ premise: breaks(25), restorable: true })).verdict).toBe(
      'undecided',
    );
    expect(judgeLiveness(given({ withinNs: 200 })).verdict).toBe('undecided');
  });

  it('holds when reached although the premise was broken', () => {
    expect(judgeLiveness(given({ premise: breaks(5), reachesNs: [90] })).verdict).toBe('held');
  });

  it('is vacuous when it was never wanted', () => {
    expect(judgeLiveness(given({ triggersNs: [], reachesNs: [5] })).verdict).toBe('vacuous');
  });

  it('asks it of each trigger, and the first one that is violated decides', () => {
    const triggersNs = [10, 50, 70];
    expect(judgeLiveness(given({ triggersNs, reachesNs: [20, 60, 80] })).verdict).toBe('held');
    expect(judgeLiveness(given({ triggersNs, reachesNs: [20, 75] }))).toEqual({
      verdict: 'violated',
      atNs: 70,
    });
  });

  it('is granted by what comes at the very instant of the wish', () => {
    expect(judgeLiveness(given({ reachesNs: [10] }))).toEqual({ verdict: 'held', atNs: 10 });
    expect(judgeLiveness(given({ reachesNs: [9] })).verdict).toBe('violated');
  });

  it('is overdue when its W ends with the run, or with the premise, and not 1 ns before', () => {
    const overdue = { verdict: 'violated', atNs: 30 };
    expect(judgeLiveness(given({ endNs: 30 }))).toEqual(overdue);
    expect(judgeLiveness(given({ endNs: 29 })).verdict).toBe('undecided');
    const brokenAt = (atNs: number) =>
      judgeLiveness(
        given({
          premise: [
            { atNs: 0, holds: true },
            { atNs, holds: false },
          ],
        }),
      );
    expect(brokenAt(30)).toEqual(overdue);
    expect(brokenAt(29).verdict).toBe('unachievable');
  });

  it('that is wanted from the start has its W from the start', () => {
    expect(judgeLiveness(given({ triggersNs: [0] }))).toEqual({ verdict: 'violated', atNs: 20 });
    expect(judgeLiveness(given({ triggersNs: [0], reachesNs: [20] })).verdict).toBe('held');
  });

  it('tells of several goals the one that was overdue first', () => {
    const at = (atNs: number) => ({ verdict: 'violated', atNs }) as const;
    expect(together([at(40), { verdict: 'held', atNs: 5 }, at(30), at(35)])).toEqual(at(30));
  });

  it('expects no answer where nobody asked', () => {
    expect(judgeLiveness(given({ asks: [] })).verdict).toBe('vacuous');
    expect(judgeLiveness(given({ asks: [{ fromNs: 2, untilNs: 9 }] })).verdict).toBe('vacuous');
    const asked = { fromNs: 2, untilNs: 10 };
    expect(judgeLiveness(given({ asks: [asked] }))).toEqual({ verdict: 'violated', atNs: 30 });
    expect(judgeLiveness(given({ asks: [{ fromNs: 29, untilNs: 35 }] }))).toEqual({
      verdict: 'violated',
      atNs: 49,
    });
    expect(judgeLiveness(given({ asks: [{ fromNs: 31, untilNs: 35 }] }))).toEqual({
      verdict: 'violated',
      atNs: 51,
    });
  });

  it('gives an answer its W from when somebody asked, however late that is', () => {
    for (const fromNs of [10, 29, 30, 31]) {
      const asks = [{ fromNs, untilNs: fromNs + 5 }];
      expect(judgeLiveness(given({ asks, reachesNs: [fromNs + 5] })).verdict).toBe('held');
    }
  });

  it('holds when it was granted wherever somebody asked', () => {
    const asks = [{ fromNs: 11, untilNs: 13 }];
    expect(judgeLiveness(given({ triggersNs: [10, 60], asks, reachesNs: [13] })).verdict).toBe(
      'held',
    );
  });
});
