import { describe, expect, it } from 'vitest';
import { memoryBound } from '../../../src/library/checks/memory-bound.ts';
import { judgeSteps } from '../../support/event-rows.ts';

const config = { 'at-most': '1KiB' };

describe('memory-bound', () => {
  it('holds up to the bound', () => {
    const { verdict } = judgeSteps(memoryBound, [['a', 'memory-used', { bytes: 1024 }]], {
      config,
    });
    expect(verdict).toBe('held');
  });

  it('is violated above it', () => {
    const { verdict, why } = judgeSteps(memoryBound, [['b', 'memory-used', { bytes: 1025 }]], {
      config,
    });
    expect({ verdict, why }).toEqual({
      verdict: 'violated',
      why: 'bytes of b was 1025B, more than 1024B',
    });
  });

  it('is vacuous without a reading, and undecided about one without a number', () => {
    expect(judgeSteps(memoryBound, [['a', 'hello']], { config }).verdict).toBe('vacuous');
    expect(judgeSteps(memoryBound, [['a', 'memory-used']], { config }).verdict).toBe('undecided');
  });
});
