import { describe, expect, it } from 'vitest';
import type { CheckReport } from '../../../src/run/report/report.ts';
import { longestStory, Story } from '../../../src/run/report/story.ts';
import { Transmissions } from '../../../src/run/transmissions.ts';
import { sighting, witnessEvent } from '../../../src/run/events/sighting.ts';
import { second, Stage } from '../../support/stage.ts';

function fault(stage: Stage, edge: 'began' | 'ended', id = 'gc', target = 'a'): void {
  const data = { id, fault: 'pause', edge, targets: [target] } as const;
  const { engine } = stage;
  const seq = engine.trace.record(`fault-${edge}`, -1, -1, id, data);
  const row = { seq, atNs: engine.nowNs, node: '', incarnation: 0 };
  stage.events.faultSeen(sighting(`fault-${edge}`, row, `fault-${edge}`, data));
}

function storyOf({ feed, events, world, engine }: Stage): Story {
  return new Story(feed, events, new Transmissions(world.ids, engine.trace));
}

const violated: CheckReport = {
  id: 'it',
  check: 'mutual-exclusion',
  kind: 'safety',
  verdict: 'violated',
  expected: ['held'],
  observed: null,
  at: 0,
  witness: null,
};

describe('a story', () => {
  it('of a violation has the witness, its faults, and what its nodes did before', () => {
    const stage = new Stage();
    const story = storyOf(stage);
    stage.at(1).observe('a', 'granted', { token: 1 });
    fault(stage.at(2), 'began');
    stage.at(2).process('a', 'paused', 'gc');
    for (let n = 0; n < 100; n += 1) stage.at(3 + n / 100).observe('b', 'ticked', { n: 1000 + n });
    stage.at(8).observe('b', 'unrelated', { n: 9 });
    const seen: Parameters<typeof witnessEvent>[0][] = [];
    stage.feed.onEvent('accepted', (accepted) => void seen.push(accepted));
    stage.at(9).observe('a', 'accepted', { token: 1 });
    story.keep();
    stage.at(10).observe('a', 'granted', { token: 2 });
    const witness = { why: 'because', events: seen.map(witnessEvent) };
    const check = { ...violated, at: 9 * second, witness };
    const told = story.tell([check]);
    expect(told.length).toBeLessThanOrEqual(longestStory);
    const types = told.map(({ event }) => event);
    expect(types).toContain('fault-began');
    expect(types).toContain('paused');
    expect(types.filter((event) => event === 'granted')).toHaveLength(1);
    // What the other node did has nothing to do with it.
    expect(types).not.toContain('ticked');
    expect(types).not.toContain('unrelated');
    expect(types.at(-1)).toBe('accepted');
    expect(told.map(({ at }) => at)).toEqual(told.map(({ at }) => at).toSorted((a, b) => a - b));
  });

  it('is never longer than thirty events, and the proof is always in it', () => {
    const stage = new Stage();
    const story = storyOf(stage);
    for (let n = 0; n < 200; n += 1) {
      stage.at(1 + n / 10).observe('a', `step-${n}`, { file: 'shared', by: 'a' });
    }
    const seen: Parameters<typeof witnessEvent>[0][] = [];
    stage.feed.onEvent('*', (any) => void seen.push(any));
    stage.at(30).observe('a', 'accepted', { file: 'shared', by: 'a' });
    const witness = { why: 'because', events: seen.map(witnessEvent) };
    const told = story.tell([{ ...violated, at: 30 * second, witness }]);
    expect(told).toHaveLength(longestStory);
    expect(told.map(({ event }) => event).slice(-2)).toEqual(['step-199', 'accepted']);
  });

  it('tells only the last few of what is merely near', () => {
    const stage = new Stage();
    const story = storyOf(stage);
    for (let n = 0; n < 50; n += 1)
      stage.at(1 + n / 10).observe('a', `step-${n}`, { other: 'one' });
    const seen: Parameters<typeof witnessEvent>[0][] = [];
    stage.feed.onEvent('*', (any) => void seen.push(any));
    stage.at(30).observe('a', 'accepted', { file: 'shared' });
    const witness = { why: 'because', events: seen.map(witnessEvent) };
    const told = story.tell([{ ...violated, at: 30 * second, witness }]);
    expect(told.map(({ event }) => event)).toEqual([
      ...Array.from({ length: 8 }, (_, n) => `step-${42 + n}`),
      'accepted',
    ]);
  });

  it('without a violation tells milestones: faults, processes, and each first time', () => {
    const stage = new Stage();
    const story = storyOf(stage);
    fault(stage.at(1), 'began');
    for (let n = 0; n < 50; n += 1) stage.at(2 + n).observe('a', 'ticked', { n });
    fault(stage.at(55), 'ended');
    expect(story.tell([]).map(({ at, event }) => [at / second, event])).toEqual([
      [1, 'fault-began'],
      [2, 'ticked'],
      [55, 'fault-ended'],
    ]);
  });

  it('has the crash that explains it, however long ago and among however many faults', () => {
    const stage = new Stage();
    const story = storyOf(stage);
    const proof: Parameters<typeof witnessEvent>[0][] = [];
    stage.feed.onEvent('applied', (applied) => void proof.push(applied));
    stage.at(1).observe('a', 'applied', { request: 'one' });
    fault(stage.at(2), 'began');
    stage.at(2).process('a', 'crashed', 'process crash');
    fault(stage.at(3), 'ended');
    stage.at(3).process('a', 'up', 'restart');
    for (let n = 0; n < 20; n += 1) fault(stage.at(4 + n), 'began', 'storm', 'b -> c');
    stage.at(25).observe('a', 'applied', { request: 'one' });
    for (let n = 0; n < 9000; n += 1) stage.at(26 + n / 1000).observe('b', 'ticked', { n });
    // Judged at the end, as checks do that must have seen everything.
    story.keep();
    const witness = { why: 'twice', events: proof.map(witnessEvent) };
    const told = story.tell([{ ...violated, at: 25 * second, witness }]);
    expect(told.map(({ event }) => event).slice(0, 5)).toEqual([
      'applied',
      'fault-began',
      'crashed',
      'fault-ended',
      'started',
    ]);
  });

  it('does not say of what is over at once that it ends', () => {
    const stage = new Stage();
    const story = storyOf(stage);
    fault(stage.at(1), 'began', 'jump');
    fault(stage, 'ended', 'jump');
    fault(stage.at(2), 'began', 'gc');
    fault(stage.at(3), 'ended', 'gc');
    const told = story.tell([]).map(({ event, data }) => [event, (data as { id: string }).id]);
    expect(told).toEqual([
      ['fault-began', 'jump'],
      ['fault-began', 'gc'],
      ['fault-ended', 'gc'],
    ]);
  });
});
