import { describe, expect, it } from 'vitest';
import { fencing } from '../../../src/library/checks/fencing.ts';
import { judgeSteps, type Step } from '../../support/event-rows.ts';

const accepts = (token: number, file = 'f'): Step => ['store', 'write-accepted', { file, token }];
const refuses = (token: number, file = 'f'): Step => ['store', 'write-refused', { file, token }];

describe('fencing', () => {
  it('holds when an old token came and was turned away', () => {
    expect(judgeSteps(fencing, [accepts(1), accepts(2), refuses(1)]).verdict).toBe('held');
  });

  it('is violated when an old token is accepted', () => {
    expect(judgeSteps(fencing, [accepts(2), accepts(1)]).why).toBe(
      'f was written with token 1 after token 2 had been accepted',
    );
  });

  it('is vacuous while no old token comes', () => {
    expect(judgeSteps(fencing, [accepts(1), accepts(2), accepts(2)]).verdict).toBe('vacuous');
    expect(judgeSteps(fencing, [accepts(1), refuses(2)]).verdict).toBe('vacuous');
    expect(judgeSteps(fencing, [accepts(2, 'f'), accepts(1, 'g')]).verdict).toBe('vacuous');
  });

  it('is undecided when the events do not have the field that names the resource', () => {
    const steps = [accepts(2, 'f'), accepts(1, 'g'), refuses(1, 'f')];
    const { verdict, notes } = judgeSteps(fencing, steps, { config: { resource: 'flie' } });
    expect(verdict).toBe('undecided');
    expect(notes).toEqual(['it is undecided: write-accepted has no field flie']);
  });

  it('is undecided about a token that is no number', () => {
    const { notes } = judgeSteps(fencing, [['store', 'write-accepted', { file: 'f' }]]);
    expect(notes).toEqual(['it is undecided: token of write-accepted is not a number']);
  });
});
