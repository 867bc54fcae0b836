import { describe, expect, it } from 'vitest';
import { exactlyOnceEffect } from '../../../src/library/checks/exactly-once-effect.ts';
import { judge } from '../../support/check-stage.ts';

const increment = { op: 'increment', workload: 'once', client: 'a' };

describe('exactly-once-effect', () => {
  it('holds when an acknowledged operation was applied once', () => {
    const { verdict } = judge(exactlyOnceEffect, {}, (stage) => {
      stage.at(1).observe('b', 'applied', { request: 'once/a#0' });
      stage.at(2).done({ ...increment, id: 'once/a#0' });
    });
    expect(verdict).toBe('held');
  });

  it('is violated when it was applied twice under one id', () => {
    const { verdict, at } = judge(exactlyOnceEffect, {}, (stage) => {
      stage.at(1).observe('b', 'applied', { request: 'once/a#0' });
      stage.at(2).observe('b', 'applied', { request: 'once/a#0' });
      stage.at(3).done({ ...increment, id: 'once/a#0' });
    });
    expect(verdict).toBe('violated');
    expect(at).toBe(2_000_000_000);
  });

  it('is violated when two attempts with ids of their own were both applied', () => {
    const { verdict } = judge(exactlyOnceEffect, {}, (stage) => {
      stage.at(1).observe('b', 'applied', { request: 'once/a#0' });
      stage
        .at(2)
        .done({ ...increment, id: 'once/a#0', outcome: { status: 'unknown', error: 'timeout' } });
      stage.at(3).observe('b', 'applied', { request: 'once/a#0.2' });
      stage.at(4).done({ ...increment, attempt: 2, id: 'once/a#0.2' });
    });
    expect(verdict).toBe('violated');
  });

  it('is violated by an acknowledged operation without effect, of a kind that has effects', () => {
    const { verdict, witness } = judge(exactlyOnceEffect, {}, (stage) => {
      stage.at(1).observe('b', 'applied', { request: 'once/a#0' });
      stage.at(2).done({ ...increment, id: 'once/a#0' });
      stage.at(3).done({ ...increment, op: 'read', number: 1, id: 'once/a#1' });
      stage.at(4).done({ ...increment, number: 2, id: 'once/a#2' });
    });
    expect(verdict).toBe('violated');
    expect(witness?.why).toBe('an acknowledged increment never took effect');
  });

  it('is violated by what was applied twice and still under way when the run ended', () => {
    const { verdict, at } = judge(exactlyOnceEffect, {}, (stage) => {
      stage.at(1).observe('b', 'applied', { request: 'once/a#0' });
      stage.at(2).done({ ...increment, id: 'once/a#0' });
      const start = { ...increment, number: 1, body: {}, phase: 'main' } as const;
      stage.at(3).history.begin(start, 'once/a#1', null);
      stage.at(4).observe('b', 'applied', { request: 'once/a#1' });
      stage.at(5).observe('b', 'applied', { request: 'once/a#1' });
    });
    expect([verdict, at]).toEqual(['violated', 5_000_000_000]);
  });

  it('lets each replica apply it once, if told so', () => {
    const { verdict } = judge(exactlyOnceEffect, { config: { per: 'node' } }, (stage) => {
      stage.at(1).observe('a', 'applied', { request: 'once/a#0' });
      stage.at(1).observe('b', 'applied', { request: 'once/a#0' });
      stage.at(2).done({ ...increment, id: 'once/a#0' });
    });
    expect(verdict).toBe('held');
  });

  it('is vacuous without effects', () => {
    const { verdict } = judge(exactlyOnceEffect, {}, (stage) => void stage.at(1).done(increment));
    expect(verdict).toBe('vacuous');
  });
});
