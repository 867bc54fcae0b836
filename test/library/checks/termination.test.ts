import { describe, expect, it } from 'vitest';
import { termination } from '../../../src/library/checks/termination.ts';
import { judgeSteps, type Step } from '../../support/event-rows.ts';

const hello: readonly Step[] = [
  ['a', 'hello'],
  ['b', 'hello'],
  ['c', 'hello'],
];
const within = '10s';

describe('termination', () => {
  it('holds when all that run have decided in time', () => {
    const steps: Step[] = [...hello, ['a', 'decided'], ['b', 'decided'], ['c', 'decided']];
    expect(judgeSteps(termination, steps, { within }).verdict).toBe('held');
    expect(judgeSteps(termination, steps).verdict).toBe('held');
  });

  it('is violated when one has not', () => {
    const steps: Step[] = [...hello, ['a', 'decided'], ['b', 'decided']];
    expect(judgeSteps(termination, steps, { within }).why).toBe('not reached within 10s');
    expect(judgeSteps(termination, steps).why).toBe('never decided: c');
  });

  it('waits for nobody who is down or paused, until it runs again', () => {
    const down: Step[] = [...hello, ['c', 'crashed'], ['a', 'decided'], ['b', 'decided']];
    expect(judgeSteps(termination, down, { within }).verdict).toBe('held');
    const back: Step[] = [...down, ['c', 'up']];
    expect(judgeSteps(termination, back).why).toBe('never decided: c');
    const paused: Step[] = [...hello, ['c', 'paused'], ['a', 'decided'], ['b', 'decided']];
    expect(judgeSteps(termination, paused, { within }).verdict).toBe('held');
  });

  it('may ask for a majority, or for anybody', () => {
    const two: Step[] = [...hello, ['a', 'decided'], ['b', 'decided']];
    const one: Step[] = [...hello, ['a', 'decided']];
    expect(judgeSteps(termination, two, { config: { by: 'majority' } }).verdict).toBe('held');
    expect(judgeSteps(termination, one, { config: { by: 'majority' } }).verdict).toBe('violated');
    expect(judgeSteps(termination, one, { config: { by: 'some' } }).verdict).toBe('held');
  });

  it('is reached by the decision of one where one is enough, or where only one is left', () => {
    const one: Step[] = [...hello, ['a', 'decided']];
    const some = { config: { by: 'some' }, within } as const;
    expect(judgeSteps(termination, one, some).verdict).toBe('held');
    expect(judgeSteps(termination, hello, some).verdict).toBe('violated');
    const alone: Step[] = [...hello, ['b', 'crashed'], ['c', 'crashed'], ['a', 'decided']];
    expect(judgeSteps(termination, alone, { within }).verdict).toBe('held');
  });

  it('is reached in time when the last one that has not decided goes down', () => {
    const waited: Step[] = [...hello, ['a', 'decided'], ['b', 'decided']];
    const gone: Step[] = [...waited, ['c', 'crashed']];
    expect(judgeSteps(termination, waited, { within }).verdict).toBe('violated');
    expect(judgeSteps(termination, gone, { within }).verdict).toBe('held');
    expect(judgeSteps(termination, gone, { within: '2s' }).verdict).toBe('violated');
  });

  it('is not reached where nobody is left to decide', () => {
    const none: Step[] = [
      ['a', 'decided'],
      ['a', 'crashed'],
    ];
    expect(judgeSteps(termination, none).why).toBe('never decided: nobody runs');
  });
});
