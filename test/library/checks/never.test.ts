import { describe, expect, it } from 'vitest';
import { never } from '../../../src/library/checks/never.ts';
import { judge } from '../../support/check-stage.ts';

describe('never', () => {
  it('holds while the event happens only otherwise', () => {
    const { verdict } = judge(never, { config: { event: 'served', where: 'age > 5' } }, (stage) => {
      stage.at(1).observe('a', 'served', { age: 5 });
    });
    expect(verdict).toBe('held');
  });

  it('is violated when it happens', () => {
    const { verdict, at } = judge(
      never,
      { config: { event: 'served', where: 'age > 5' } },
      (stage) => {
        stage.at(1).observe('a', 'served', { age: 4 });
        stage.at(2).observe('a', 'served', { age: 6 });
      },
    );
    expect(verdict).toBe('violated');
    expect(at).toBe(2_000_000_000);
  });

  it('is vacuous where the event was never seen at all, and held where others were', () => {
    const tell = (stage: {
      at(n: number): { observe(node: string, event: string): unknown };
    }): void => void stage.at(1).observe('a', 'other');
    expect(judge(never, { config: { event: 'served', where: 'age > 5' } }, tell).verdict).toBe(
      'vacuous',
    );
    expect(judge(never, { config: { event: 'served' } }, tell).verdict).toBe('held');
  });

  it("speaks of the engine's own events too", () => {
    const { verdict } = judge(never, { config: { event: 'crashed' } }, (stage) => {
      stage.at(1).process('a', 'crashed');
    });
    expect(verdict).toBe('violated');
  });
});
