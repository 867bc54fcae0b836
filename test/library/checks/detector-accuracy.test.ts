import { describe, expect, it } from 'vitest';
import { detectorAccuracy } from '../../../src/library/checks/detector-accuracy.ts';
import { judgeSteps, type Step } from '../../support/event-rows.ts';

const suspects = (node: string, peer: string): Step => [node, 'suspected', { peer }];
const trusts = (node: string, peer: string): Step => [node, 'trusted', { peer }];
const hello: readonly Step[] = ['a', 'b', 'c'].map((node) => [node, 'hello']);
const weak = { class: 'weak' };
const told = (steps: readonly Step[], config = {}) =>
  judgeSteps(detectorAccuracy, [...hello, ...steps], { config });

describe('detector-accuracy', () => {
  it('holds when only crashed nodes are suspected', () => {
    expect(told([['c', 'crashed'], suspects('a', 'c'), suspects('b', 'c')]).verdict).toBe('held');
  });

  it('is violated when a node is suspected that is up, though it was paused', () => {
    expect(told([suspects('a', 'c')]).why).toBe('a suspected c, which was up');
    expect(told([['c', 'paused'], suspects('a', 'c')]).verdict).toBe('violated');
    expect(told([['c', 'crashed'], ['c', 'up'], suspects('a', 'c')]).verdict).toBe('violated');
  });

  it('forgives a suspicion that the node outlives', () => {
    expect(told([['c', 'crashed'], suspects('a', 'c'), ['c', 'up']]).verdict).toBe('held');
  });

  it('needs, when weak, one node that nobody suspects and that never crashes', () => {
    expect(told([suspects('a', 'b'), suspects('b', 'c')], weak).verdict).toBe('held');
    const all = [suspects('a', 'b'), suspects('b', 'c'), suspects('c', 'a')];
    expect(told(all, weak).why).toBe('each node that never crashed was suspected while it was up');
    const rest: Step[] = [suspects('a', 'b'), suspects('b', 'a'), ['c', 'crashed']];
    expect(told(rest, weak).verdict).toBe('violated');
  });

  it('may begin later, for the eventual classes', () => {
    const early = [suspects('a', 'c'), trusts('a', 'c')];
    expect(told(early, { from: '20s' }).verdict).toBe('held');
    expect(told(early, { from: '5s' }).verdict).toBe('held');
    expect(told(early.slice(0, 1), { from: '20s' }).why).toBe(
      'a suspected c, which was up, and still at 20s',
    );
    expect(told([['c', 'crashed'], suspects('a', 'c')], { from: '20s' }).verdict).toBe('held');
    const restarted: Step[] = [['c', 'crashed'], suspects('a', 'c'), ['c', 'up']];
    expect(told(restarted, { from: '20s' }).verdict).toBe('violated');
  });

  it('looks at the state just before the first thing that happens then', () => {
    const mends = [suspects('a', 'c'), ...hello, trusts('a', 'c')];
    expect(told(mends, { from: '7s' }).verdict).toBe('violated');
    expect(told(mends, { from: '9s' }).verdict).toBe('held');
    const dies: Step[] = [suspects('a', 'c'), ...hello, ['c', 'crashed']];
    expect(told(dies, { from: '7s' }).verdict).toBe('violated');
  });

  it('forgives from an instant on who was suspected and down at it, and comes back', () => {
    const back: Step[] = [['c', 'crashed'], suspects('a', 'c'), ...hello, ['c', 'up']];
    expect(told(back, { from: '7s' }).verdict).toBe('held');
    expect(told(back, { from: '9s' }).verdict).toBe('violated');
  });

  it('is vacuous while nobody says anything', () => {
    expect(told([['c', 'crashed']]).verdict).toBe('vacuous');
  });
});
