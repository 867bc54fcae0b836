import { describe, expect, it } from 'vitest';
import {
  judgeSafety,
  outcomeOf,
  pooledVerdict,
  type SafetyCase,
  worstOutcome,
} from '../../../src/run/checks/verdict.ts';

const found: SafetyCase = {
  violatedNs: null,
  exercised: true,
  undecided: false,
  leftModelNs: null,
};

describe('judgeSafety', () => {
  const table: readonly [string, Partial<SafetyCase>, string, string | null][] = [
    ['nothing wrong', {}, 'held', null],
    ['a violation', { violatedNs: 5 }, 'violated', null],
    ['a violation before the model was left', { violatedNs: 5, leftModelNs: 6 }, 'violated', null],
    ['a violation at that instant', { violatedNs: 5, leftModelNs: 5 }, 'out-of-model', 'violated'],
    ['a violation after it', { violatedNs: 7, leftModelNs: 6 }, 'out-of-model', 'violated'],
    ['the model left, nothing wrong', { leftModelNs: 6 }, 'out-of-model', 'held'],
    ['the model left, nothing seen', { leftModelNs: 6, exercised: false }, 'out-of-model', null],
    ['nothing seen', { exercised: false }, 'vacuous', null],
    ['nothing seen and stopped', { exercised: false, undecided: true }, 'undecided', null],
    ['stopped', { undecided: true }, 'undecided', null],
    ['a violation and stopped', { violatedNs: 5, undecided: true }, 'violated', null],
  ];
  it.each(table)('%s', (_, given, verdict, observed) => {
    expect(judgeSafety({ ...found, ...given })).toEqual({ verdict, observed });
  });
});

describe('outcomeOf', () => {
  const held = { verdict: 'held', expected: ['held'] } as const;
  const undecided = { verdict: 'undecided', expected: ['held'] } as const;
  const vacuous = { verdict: 'vacuous', expected: ['held'] } as const;

  it('passes when all is as expected, an expected violation too', () => {
    expect(outcomeOf([held, { verdict: 'violated', expected: ['violated'] }])).toBe('pass');
    expect(outcomeOf([])).toBe('pass');
  });

  it('is unknown when only undecided verdicts are unexpected, else fails', () => {
    expect(outcomeOf([held, undecided])).toBe('unknown');
    expect(outcomeOf([undecided, vacuous])).toBe('fail');
  });
});

describe('over several seeds', () => {
  it('is violated in one, held in all that were a test, vacuous in none', () => {
    expect(pooledVerdict(['held', 'violated', 'undecided'])).toBe('violated');
    expect(pooledVerdict(['held', 'vacuous'])).toBe('held');
    expect(pooledVerdict(['held', 'undecided'])).toBe('undecided');
    expect(pooledVerdict(['vacuous', 'vacuous'])).toBe('vacuous');
  });

  it('takes the worst outcome', () => {
    expect(worstOutcome(['pass', 'unknown', 'fail'])).toBe('fail');
    expect(worstOutcome(['pass', 'unknown'])).toBe('unknown');
    expect(worstOutcome([])).toBe('pass');
  });
});
