import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { MetricDefinition } from '../../../src/library/metrics/define.ts';
import { detectionTime } from '../../../src/library/metrics/detection-time.ts';
import { goodPeriod } from '../../../src/library/metrics/good-period.ts';
import { mistakeDuration } from '../../../src/library/metrics/mistake-duration.ts';
import { mistakeRecurrence } from '../../../src/library/metrics/mistake-recurrence.ts';
import { queryAccuracy } from '../../../src/library/metrics/query-accuracy.ts';
import { gauge } from '../../support/gauge.ts';
import { second } from '../../support/stage.ts';

/*
 * The measures of Chen, Toueg and Aguilera (2002), which are defined for runs in which neither who
 * suspects nor who is suspected fails: here for each stretch of time in which both are up, or in which one
 * is up while the other is down.
 */

/** Two nodes, second by second: who is up, and who suspects the other, from then on. */
interface Moment {
  readonly up: readonly [boolean, boolean];
  readonly suspects: readonly [boolean, boolean];
}

const endS = 60;
const names = ['a', 'b'] as const;
const pinned = { seed: 42, numRuns: 1500 };

/** Up to 16 changes at different seconds: of a node's process, or of what it holds of the other. */
const changes = fc
  .uniqueArray(
    fc.record({ at: fc.integer({ min: 1, max: endS - 1 }), node: fc.nat(1), what: fc.nat(3) }),
    {
      selector: ({ at }) => at,
      maxLength: 16,
    },
  )
  .map((list) => list.toSorted((left, right) => left.at - right.at));

type Changes = typeof changes extends fc.Arbitrary<infer T> ? T : never;

/** What each second is like when who goes down forgets; and the changes that can be. */
function movie(list: Changes) {
  const up: [boolean, boolean] = [true, true];
  const suspects: [boolean, boolean] = [false, false];
  const told: { at: number; node: number; word: 'crashed' | 'up' | 'suspected' | 'trusted' }[] = [];
  const moments: Moment[] = [];
  for (let at = 0; at < endS; at += 1) {
    for (const { node, what } of list.filter((change) => change.at === at)) {
      const which = node === 0 ? 0 : 1;
      if (what === 0) {
        told.push({ at, node, word: up[which] ? 'crashed' : 'up' });
        up[which] = !up[which];
        suspects[which] = false;
      } else if (up[which]) {
        suspects[which] = !suspects[which];
        told.push({ at, node, word: suspects[which] ? 'suspected' : 'trusted' });
      }
    }
    moments.push({ up: [...up], suspects: [...suspects] });
  }
  return { moments, told };
}

/** Stretches of seconds, `until` excluded, in which each second is like the one before. */
function stretches(moments: readonly Moment[], label: (moment: Moment) => string | null) {
  const found: { label: string; from: number; until: number }[] = [];
  for (const [at, moment] of moments.entries()) {
    const word = label(moment);
    const last = found.at(-1);
    if (last !== undefined && last.until === at && last.label === word) last.until = at + 1;
    else if (word !== null) found.push({ label: word, from: at, until: at + 1 });
  }
  return found;
}

type Samples = (moments: readonly Moment[], of: 0 | 1) => number[];

/** What one node held of the other while both were up, in stretches that each begin with a crash's end. */
function livesOf(moments: readonly Moment[], of: 0 | 1) {
  return stretches(moments, ({ up }) => (up[0] && up[1] ? 'both' : null)).map(({ from, until }) =>
    stretches(moments.slice(0, until), ({ suspects }) => (suspects[of] ? 'wrong' : 'right'))
      .filter((held) => held.until > from)
      .map((held) => ({ ...held, hasBegunHere: held.from >= from && held.from > 0 })),
  );
}

/** A mistake begins when a node is suspected that is up: one that was rightly suspected is none. */
const mistakes: Samples = (moments, of) =>
  livesOf(moments, of)
    .flat()
    .filter((held) => held.label === 'wrong' && held.hasBegunHere)
    .map(({ from, until }) => until - from);

const recurrences: Samples = (moments, of) =>
  livesOf(moments, of).flatMap((life) => {
    const begins = life.filter((held) => held.label === 'wrong' && held.hasBegunHere);
    return begins.slice(1).map(({ from }, i) => from - (begins[i]?.from ?? 0));
  });

const goodPeriods: Samples = (moments, of) =>
  livesOf(moments, of)
    .flatMap((life) => life.slice(0, -1))
    .filter((held) => held.label === 'right' && held.hasBegunHere)
    .map(({ from, until }) => until - from);

const accuracies: Samples = (moments, of) => {
  const both = moments.filter(({ up }) => up[0] && up[1]);
  const right = both.filter(({ suspects }) => !suspects[of]);
  return both.length === 0 ? [] : [right.length / both.length];
};

/** From a crash to the suspicion that lasts until the other one is back; who dies first is not asked. */
const detections: Samples = (moments, of) =>
  stretches(moments, ({ up }) => (up[of] && !up[1 - of] ? 'alone' : null)).flatMap(
    ({ from, until }) => {
      if (moments[from - 1]?.up[of] !== true || moments[until]?.up[of] === false) return [];
      const held = moments.slice(from, until).findLastIndex(({ suspects }) => !suspects[of]);
      return held === until - from - 1 ? [] : [held + 1];
    },
  );

const measures: readonly (readonly [MetricDefinition, Samples, number])[] = [
  [mistakeDuration, mistakes, second],
  [mistakeRecurrence, recurrences, second],
  [goodPeriod, goodPeriods, second],
  [queryAccuracy, accuracies, 1e6],
  [detectionTime, detections, second],
];

it.each(measures)(
  '$name is what its definition says, whoever crashes',
  (definition, samples, unit) => {
    let some = 0;
    fc.assert(
      fc.property(changes, (list) => {
        const { moments, told } = movie(list);
        const wanted = ([0, 1] as const)
          .flatMap((of) => samples(moments, of))
          .toSorted((l, r) => l - r);
        if (wanted.length > 0) some += 1;
        const valueOf = (kind: 'count' | 'min' | 'max' | 'sum') =>
          gauge(definition, { stat: { kind } }, (stage) => {
            for (const { at, node, word } of told) {
              const [name = '', peer = ''] = node === 0 ? names : names.toReversed();
              stage.at(at);
              if (word === 'crashed' || word === 'up') stage.process(name, word);
              else stage.observe(name, word, { peer });
            }
          }).report.value;
        const sum = wanted.reduce((before, sample) => before + Math.round(sample * unit), 0);
        expect(valueOf('count') ?? 0).toBe(wanted.length * 1e6);
        if (wanted.length === 0) return;
        expect(valueOf('min')).toBe(Math.round((wanted[0] ?? 0) * unit));
        expect(valueOf('max')).toBe(Math.round((wanted.at(-1) ?? 0) * unit));
        expect(valueOf('sum')).toBe(sum);
      }),
      pinned,
    );
    expect(some).toBeGreaterThan(100);
  },
);
