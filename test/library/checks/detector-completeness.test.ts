import { describe, expect, it } from 'vitest';
import { detectorCompleteness } from '../../../src/library/checks/detector-completeness.ts';
import { judgeSteps, type Step } from '../../support/event-rows.ts';

const suspects = (node: string, peer: string): Step => [node, 'suspected', { peer }];
const trusts = (node: string, peer: string): Step => [node, 'trusted', { peer }];
const four: readonly Step[] = ['a', 'b', 'c', 'd'].map((node) => [node, 'hello']);
const within = '3s';
const weak = { class: 'weak' };
const all = [suspects('a', 'd'), suspects('b', 'd'), suspects('c', 'd')];

describe('detector-completeness', () => {
  it('holds when all suspect the crashed node in time', () => {
    const steps: Step[] = [...four, ['d', 'crashed'], ...all];
    expect(judgeSteps(detectorCompleteness, steps, { within }).verdict).toBe('held');
    expect(judgeSteps(detectorCompleteness, steps).verdict).toBe('held');
  });

  it('holds when the node was suspected already when it crashed', () => {
    const steps: Step[] = [...four, ...all, ['d', 'crashed']];
    expect(judgeSteps(detectorCompleteness, steps, { within }).verdict).toBe('held');
    expect(judgeSteps(detectorCompleteness, steps, { within, config: weak }).verdict).toBe('held');
    expect(judgeSteps(detectorCompleteness, steps).verdict).toBe('held');
    const forgets: Step[] = [...steps, trusts('b', 'd')];
    expect(judgeSteps(detectorCompleteness, forgets, { within }).verdict).toBe('violated');
  });

  it('is violated when one of them does not, unless one is enough', () => {
    const steps: Step[] = [...four, ['d', 'crashed'], suspects('a', 'd'), suspects('b', 'd')];
    expect(judgeSteps(detectorCompleteness, steps, { within }).verdict).toBe('violated');
    expect(judgeSteps(detectorCompleteness, steps).why).toBe(
      'c does not suspect d, which is down, at the end',
    );
    expect(judgeSteps(detectorCompleteness, steps, { within, config: weak }).verdict).toBe('held');
    const nobody: Step[] = [...four, ['d', 'crashed']];
    expect(judgeSteps(detectorCompleteness, nobody, { within, config: weak }).verdict).toBe(
      'violated',
    );
  });

  it('accuses nobody of missing a crash where its `within` never had the premise unbroken', () => {
    const nobody: Step[] = [...four, ['d', 'crashed']];
    const broken = (restorable: boolean) => {
      const premise = { changes: [{ atNs: 0, holds: false }], restorable };
      return judgeSteps(detectorCompleteness, nobody, { within, premise }).verdict;
    };
    expect(broken(true)).toBe('undecided');
    expect(broken(false)).toBe('unachievable');
  });

  it('does not count who is down itself, whatever it suspected before', () => {
    const steps: Step[] = [...four, suspects('a', 'd'), ['a', 'crashed'], ['d', 'crashed']];
    const others: Step[] = [suspects('b', 'a'), suspects('c', 'a')];
    const settings = { within, config: weak } satisfies Parameters<typeof judgeSteps>[2];
    expect(judgeSteps(detectorCompleteness, [...steps, ...others], settings).verdict).toBe(
      'violated',
    );
    const aware: Step[] = [...steps, ...others, suspects('b', 'd')];
    expect(judgeSteps(detectorCompleteness, aware, settings).verdict).toBe('held');
  });

  it('is violated when it comes too late, or does not last', () => {
    const late: Step[] = [...four, ['d', 'crashed'], ...four, ...all];
    expect(judgeSteps(detectorCompleteness, late, { within }).verdict).toBe('violated');
    const forgets: Step[] = [...four, ['d', 'crashed'], ...all, trusts('b', 'd')];
    expect(judgeSteps(detectorCompleteness, forgets, { within }).verdict).toBe('violated');
    expect(judgeSteps(detectorCompleteness, forgets).verdict).toBe('violated');
  });

  it('asks no node that is down or paused itself, and nothing about one that is up again', () => {
    const two = [suspects('a', 'd'), suspects('b', 'd')];
    const fewer: Step[] = [...four, ['c', 'paused'], ['d', 'crashed'], ...two];
    expect(judgeSteps(detectorCompleteness, fewer, { within }).verdict).toBe('held');
    expect(judgeSteps(detectorCompleteness, [...fewer, ['c', 'resumed']]).verdict).toBe('violated');
    const back: Step[] = [...four, ['d', 'crashed'], ['d', 'up']];
    expect(judgeSteps(detectorCompleteness, back, { within }).verdict).toBe('held');
  });

  it('asks a node that boots to find out anew', () => {
    const boots: Step[] = [...four, ['d', 'crashed'], ...all, ['a', 'crashed'], ['a', 'up']];
    expect(judgeSteps(detectorCompleteness, boots).why).toBe(
      'a does not suspect d, which is down, at the end',
    );
  });

  it('gives each crash a time of its own, whatever crashes meanwhile', () => {
    const steps: Step[] = [
      ...four,
      ['d', 'crashed'],
      suspects('a', 'd'),
      ['c', 'crashed'],
      suspects('b', 'd'),
      suspects('a', 'c'),
      suspects('b', 'c'),
    ];
    expect(judgeSteps(detectorCompleteness, steps, { within }).verdict).toBe('held');
    expect(judgeSteps(detectorCompleteness, steps.slice(0, -1), { within }).verdict).toBe(
      'violated',
    );
    const late: Step[] = [
      ...four,
      ['d', 'crashed'],
      suspects('a', 'd'),
      ['c', 'crashed'],
      suspects('a', 'c'),
      suspects('b', 'c'),
      suspects('b', 'd'),
    ];
    expect(judgeSteps(detectorCompleteness, late, { within }).verdict).toBe('violated');
  });

  it('is vacuous without a crash', () => {
    expect(judgeSteps(detectorCompleteness, four, { within }).verdict).toBe('vacuous');
    expect(judgeSteps(detectorCompleteness, [suspects('a', 'b')]).verdict).toBe('vacuous');
  });
});
