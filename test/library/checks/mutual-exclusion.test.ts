import { describe, expect, it } from 'vitest';
import { mutualExclusion } from '../../../src/library/checks/mutual-exclusion.ts';
import { judge } from '../../support/check-stage.ts';
import type { Stage } from '../../support/stage.ts';

const write = (stage: Stage, at: number, by: string, token: number): Stage =>
  stage.at(at).observe('b', 'write-accepted', { file: 'shared', by, token });

describe('mutual-exclusion', () => {
  it('holds when a later holder takes over for good', () => {
    const { verdict } = judge(mutualExclusion, {}, (stage) => {
      write(stage, 1, 'client-1', 1);
      write(stage, 2, 'client-2', 2);
      write(stage, 3, 'client-2', 3);
    });
    expect(verdict).toBe('held');
  });

  it('is violated where an older token is accepted after a newer one', () => {
    const { verdict, at, witness } = judge(mutualExclusion, {}, (stage) => {
      write(stage, 1, 'client-1', 1);
      write(stage, 2, 'client-2', 2);
      write(stage, 3, 'client-1', 1);
    });
    expect(verdict).toBe('violated');
    expect(at).toBe(3_000_000_000);
    expect(witness?.why).toContain('client-1 with token 1');
    expect(witness?.events.map(({ at: when }) => when)).toEqual([2_000_000_000, 3_000_000_000]);
  });

  it('is violated where two writers have one grant', () => {
    const { verdict, at, witness } = judge(mutualExclusion, {}, (stage) => {
      write(stage, 1, 'client-1', 1);
      write(stage, 2, 'client-2', 2);
      write(stage, 3, 'client-1', 2);
    });
    expect({ verdict, at }).toEqual({ verdict: 'violated', at: 3_000_000_000 });
    expect(witness?.why).toBe('writes by client-2 and by client-1 were both accepted with token 2');
    expect(witness?.events.map(({ at: when }) => when)).toEqual([2_000_000_000, 3_000_000_000]);
  });

  it('is vacuous while one writer has the resource to itself', () => {
    const { verdict } = judge(mutualExclusion, {}, (stage) => {
      write(stage, 1, 'client-1', 1);
      write(stage, 2, 'client-1', 1);
    });
    expect(verdict).toBe('vacuous');
  });

  it('is undecided about a token that is no number', () => {
    for (const token of [null, undefined, 't1']) {
      const { verdict, notes } = judge(mutualExclusion, {}, (stage) => {
        write(stage, 1, 'client-2', 5);
        stage.at(2).observe('b', 'write-accepted', {
          file: 'shared',
          by: 'client-1',
          ...(token === undefined ? {} : { token }),
        });
        write(stage, 3, 'client-3', 6);
      });
      expect(verdict).toBe('undecided');
      expect(notes).toEqual(['it is undecided: token of write-accepted is not a number']);
    }
    const { verdict } = judge(mutualExclusion, {}, (stage) => {
      write(stage, 1, 'client-2', 5);
      stage.at(2).observe('b', 'write-accepted', { file: 'shared', by: 'client-1' });
      write(stage, 3, 'client-3', 1);
    });
    expect(verdict).toBe('violated');
  });

  it('is undecided when the events do not have the field that names the resource', () => {
    const { verdict, notes } = judge(mutualExclusion, { config: { resource: 'flie' } }, (stage) => {
      stage.at(1).observe('b', 'write-accepted', { file: 'x', by: 'p', token: 2 });
      stage.at(2).observe('b', 'write-accepted', { file: 'y', by: 'q', token: 1 });
    });
    expect(verdict).toBe('undecided');
    expect(notes).toEqual(['it is undecided: write-accepted has no field flie']);
  });

  it('keeps resources apart, and reads the fields that it is told to', () => {
    const config = { event: 'stored', resource: 'name', holder: 'who', token: 'epoch' };
    const { verdict } = judge(mutualExclusion, { config }, (stage) => {
      stage.at(1).observe('b', 'stored', { name: 'x', who: 'p', epoch: 2 });
      stage.at(2).observe('b', 'stored', { name: 'y', who: 'q', epoch: 1 });
      stage.at(3).observe('b', 'stored', { name: 'y', who: 'r', epoch: 2 });
    });
    expect(verdict).toBe('held');
  });
});
