import { describe, expect, it } from 'vitest';
import { register } from '../../../src/library/models/register.ts';
import { expectStoriesOf, verdictOf } from '../../support/model-stage.ts';

describe('register', () => {
  it('tells its stories', () => expectStoriesOf(register));

  it('lets a read see a write that is under way, and not go back', () => {
    expect(
      verdictOf(
        register,
        `A |----write 1----|
       B   |--read = null--| |--read = 1--|`,
      ),
    ).toBe('held');
    expect(
      verdictOf(
        register,
        `A |--------write 1------------------------|
       B   |--read = 1--| |--read = null--|`,
      ),
    ).toBe('violated');
  });

  it('takes true for a value like any other', () => {
    const twice = 'A |--write true--| |--write false--| |--write true--|';
    expect(verdictOf(register, `${twice} |--read = true--|`)).toBe('held');
    for (const answer of ['null', '7', '"yes"', 'false']) {
      expect(verdictOf(register, `${twice} |--read = ${answer}--|`)).toBe('violated');
    }
  });

  it('starts with what it is told', () => {
    expect(verdictOf(register, `A |--read = 7--|`, 7)).toBe('held');
    expect(verdictOf(register, `A |--read = null--|`, 7)).toBe('violated');
  });
});
