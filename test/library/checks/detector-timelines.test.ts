import fc from 'fast-check';
import { expect, it } from 'vitest';
import { detectorAccuracy } from '../../../src/library/checks/detector-accuracy.ts';
import { detectorCompleteness } from '../../../src/library/checks/detector-completeness.ts';
import { judge } from '../../support/check-stage.ts';
import { nodePlan, second, type Stage } from '../../support/stage.ts';

/*
 * Chandra and Toueg's accuracy and completeness (1996), read off a film of three nodes: one frame for each
 * second of what is so from then on.
 */

interface Frame {
  readonly up: readonly boolean[];
  readonly runs: readonly boolean[];
  /** By who suspects, and whom. */
  readonly suspects: readonly (readonly boolean[])[];
}

interface Told {
  readonly at: number;
  readonly node: number;
  /** Null: it happened to the node's process. */
  readonly peer: number | null;
  readonly word: 'crashed' | 'up' | 'paused' | 'resumed' | 'suspected' | 'trusted';
}

const endS = 60;
const names = ['a', 'b', 'c'];
const ids = [0, 1, 2];
const run = { nodes: names.map((name) => nodePlan(name)) };
const pinned = { seed: 42, numRuns: 1500 };

const changes = fc
  .uniqueArray(
    fc.record({
      at: fc.integer({ min: 1, max: endS - 2 }),
      node: fc.nat(2),
      other: fc.nat(1),
      what: fc.nat(4),
    }),
    { selector: ({ at }) => at, maxLength: 14 },
  )
  .map((list) => list.toSorted((left, right) => left.at - right.at));

type Changes = typeof changes extends fc.Arbitrary<infer T> ? T : never;

/** Plays changes; who goes down forgets whom it suspected, and who does not run changes nothing. */
function filmOf(list: Changes): {
  readonly told: readonly Told[];
  readonly frames: readonly Frame[];
} {
  const up = ids.map(() => true);
  const paused = ids.map(() => false);
  const suspects = ids.map(() => ids.map(() => false));
  const told: Told[] = [];
  const frames: Frame[] = [];
  for (let at = 0; at <= endS; at += 1) {
    for (const { node, other, what } of list.filter((change) => change.at === at)) {
      const peer = ids.filter((id) => id !== node)[other] ?? 0;
      if (what === 0) {
        told.push({ at, node, peer: null, word: up[node] === true ? 'crashed' : 'up' });
        up[node] = up[node] !== true;
        paused[node] = false;
        suspects[node] = ids.map(() => false);
      } else if (what === 1 && up[node] === true) {
        paused[node] = paused[node] !== true;
        told.push({ at, node, peer: null, word: paused[node] ? 'paused' : 'resumed' });
      } else if (what > 1 && up[node] === true && paused[node] !== true) {
        const now = suspects[node]?.[peer] !== true;
        suspects[node] = ids.map((id) => (id === peer ? now : suspects[node]?.[id] === true));
        told.push({ at, node, peer, word: now ? 'suspected' : 'trusted' });
      }
    }
    const runs = up.map((isUp, id) => isUp && paused[id] !== true);
    frames.push({ up: [...up], runs, suspects: [...suspects] });
  }
  return { told, frames };
}

const tell =
  (told: readonly Told[]) =>
  (stage: Stage): void => {
    for (const { at, node, peer, word } of told) {
      stage.at(at);
      const name = names[node] ?? '';
      if (peer !== null) stage.observe(name, word, { peer: names[peer] ?? '' });
      else if (word !== 'suspected' && word !== 'trusted') stage.process(name, word);
    }
  };

it.each([
  ['strong', 0],
  ['strong', 20],
  ['weak', 0],
  ['weak', 20],
] as const)('detector-accuracy, %s from %i s on, is what a film shows', (kind, from) => {
  const seen = new Map<string, number>();
  fc.assert(
    fc.property(changes, (list) => {
      const { told, frames } = filmOf(list);
      const wrong = new Set<number>();
      for (const { at, peer, word } of told) {
        const isMistake = word === 'suspected' && peer !== null && frames[at]?.up[peer] === true;
        if (at >= from && isMistake) wrong.add(peer);
      }
      const opening = frames[from];
      for (const by of from > 0 ? ids : []) {
        for (const peer of ids) {
          if (opening?.suspects[by]?.[peer] === true && opening.up[peer] === true) wrong.add(peer);
        }
      }
      const lasting = ids.filter(
        (id) => !told.some((one) => one.node === id && one.word === 'crashed'),
      );
      const isBroken =
        kind === 'strong'
          ? wrong.size > 0
          : lasting.length > 0 && lasting.every((id) => wrong.has(id));
      const config = { class: kind, from: `${from}s` };
      const { verdict } = judge(detectorAccuracy, { config, run }, tell(told));
      seen.set(verdict, (seen.get(verdict) ?? 0) + 1);
      if (told.every(({ peer }) => peer === null)) expect(verdict).toBe('vacuous');
      else expect(verdict).toBe(isBroken ? 'violated' : 'held');
    }),
    pinned,
  );
  expect(Math.min(seen.get('held') ?? 0, seen.get('violated') ?? 0)).toBeGreaterThan(20);
});

const withinS = 5;

/**
 * The first second at which something had been missing for `withinS`; null without; and whether
 * something still is.
 */
function overdue(frames: readonly Frame[], isMissing: (frame: Frame) => boolean) {
  let since: number | null = null;
  for (const [at, frame] of frames.entries()) {
    since = isMissing(frame) ? (since ?? at) : null;
    if (since !== null && at - since >= withinS) return { at, isOpen: false };
  }
  return { at: null, isOpen: since !== null };
}

it.each(['strong', 'weak'] as const)('detector-completeness, %s, is what a film shows', (kind) => {
  const seen = new Map<string, number>();
  fc.assert(
    fc.property(changes, (list) => {
      const { told, frames } = filmOf(list);
      const goals = ids.flatMap((down) => {
        const others = ids.filter((id) => id !== down);
        const isUnaware = ({ up, runs, suspects }: Frame, by: number): boolean =>
          up[down] !== true && runs[by] === true && suspects[by]?.[down] !== true;
        if (kind === 'strong') return others.map((by) => (frame: Frame) => isUnaware(frame, by));
        return [
          (frame: Frame): boolean => {
            const able = others.filter((by) => frame.runs[by] === true);
            return able.length > 0 && able.every((by) => isUnaware(frame, by));
          },
        ];
      });
      const all = goals.map((goal) => overdue(frames, goal));
      const late = all.flatMap(({ at }) => at ?? []).toSorted((left, right) => left - right);
      const plan = { withinNs: withinS * second };
      const { verdict, at } = judge(
        detectorCompleteness,
        { config: { class: kind }, plan, run },
        tell(told),
      );
      seen.set(verdict, (seen.get(verdict) ?? 0) + 1);
      if (late[0] !== undefined) expect([verdict, at]).toEqual(['violated', late[0] * second]);
      else if (all.some(({ isOpen }) => isOpen)) expect(verdict).toBe('undecided');
      else if (told.some(({ word }) => word === 'crashed'))
        expect(['held', 'vacuous']).toContain(verdict);
      else expect(verdict).toBe('vacuous');
    }),
    pinned,
  );
  expect(Math.min(seen.get('held') ?? 0, seen.get('violated') ?? 0)).toBeGreaterThan(20);
});
