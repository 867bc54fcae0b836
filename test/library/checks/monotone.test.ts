import { describe, expect, it } from 'vitest';
import { monotone } from '../../../src/library/checks/monotone.ts';
import { wallTime } from '../../../src/base/schema.ts';
import { defineProgram } from '../../../src/world/program/program.ts';
import { nodePlan } from '../../support/stage.ts';
import { judge } from '../../support/check-stage.ts';

const config = { event: 'granted', field: 'token' };

describe('monotone', () => {
  it('holds while the number grows or stays', () => {
    const { verdict } = judge(monotone, { config }, (stage) => {
      for (const [at, token] of [1, 2, 2, 5].entries()) {
        stage.at(at).observe('a', 'granted', { token });
      }
    });
    expect(verdict).toBe('held');
  });

  it('is violated when it goes back', () => {
    const { verdict, witness } = judge(monotone, { config }, (stage) => {
      stage.at(1).observe('a', 'granted', { token: 2 });
      stage.at(2).observe('b', 'granted', { token: 1 });
    });
    expect(verdict).toBe('violated');
    expect(witness?.why).toBe('token was 1 after it had been 2');
  });

  it('says in words what is declared as a time', () => {
    const clock = defineProgram({
      name: 'clock',
      summary: 'Shows the time.',
      events: { shown: { wall: wallTime() } },
      start: () => undefined,
    });
    const { witness } = judge(
      monotone,
      {
        config: { event: 'shown', field: 'wall' },
        run: { nodes: [nodePlan('a', clock), nodePlan('b', clock)] },
      },
      (stage) => {
        stage.at(1).observe('a', 'shown', { wall: 60_750_000_000 });
        stage.at(2).observe('b', 'shown', { wall: 60_500_008_315 });
      },
    );
    expect(witness?.why).toBe('wall was 60.500008315s after it had been 60.75s');
  });

  it('may judge each node by itself, and ask for growth', () => {
    const told = (per: string, strict: boolean): string =>
      judge(monotone, { config: { ...config, per, strict } }, (stage) => {
        stage.at(1).observe('a', 'granted', { token: 2 });
        stage.at(2).observe('b', 'granted', { token: 1 });
        stage.at(3).observe('b', 'granted', { token: 1 });
      }).verdict;
    expect(told('node', false)).toBe('held');
    expect(told('node', true)).toBe('violated');
  });

  it('may judge each boot of a node by itself, as a monotonic clock asks for', () => {
    const told = (per: string): string =>
      judge(monotone, { config: { ...config, per } }, (stage) => {
        const boot = (incarnation: number, token: number): void => {
          const seq = stage.engine.trace.record('observed', 0, -1, 'granted', { token });
          stage.events.observed(0, 'granted', { token }, seq, incarnation);
        };
        boot(1, 5);
        boot(1, 6);
        boot(2, 1);
        boot(2, 2);
      }).verdict;
    expect(told('node')).toBe('violated');
    expect(told('boot')).toBe('held');
  });

  it('is vacuous after one event, and undecided about what is no number', () => {
    const one = judge(monotone, { config }, (stage) =>
      stage.at(1).observe('a', 'granted', { token: 1 }),
    );
    expect(one.verdict).toBe('vacuous');
    const text = judge(monotone, { config }, (stage) => {
      stage.at(1).observe('a', 'granted', { token: 1 });
      stage.at(2).observe('a', 'granted', { token: 2 });
      stage.at(3).observe('a', 'granted', { token: 'x' });
    });
    expect(text.verdict).toBe('undecided');
    expect(text.notes).toEqual(['it is undecided: token of granted is not a number']);
  });
});
