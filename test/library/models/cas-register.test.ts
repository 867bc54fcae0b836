import { describe, expect, it } from 'vitest';
import { casRegister } from '../../../src/library/models/cas-register.ts';
import { expectStoriesOf, verdictOf } from '../../support/model-stage.ts';

describe('cas-register', () => {
  it('tells its stories', () => expectStoriesOf(casRegister));

  it('lets one of two win', () => {
    expect(
      verdictOf(
        casRegister,
        `A |--cas null 1 = true--|
       B |--cas null 2 = false--|`,
      ),
    ).toBe('held');
    expect(
      verdictOf(
        casRegister,
        `A |--cas null 1 = true--|
       B |--cas null 2 = true--|`,
      ),
    ).toBe('violated');
  });

  it('may have swapped when nobody heard', () => {
    expect(
      verdictOf(
        casRegister,
        `A |--cas null 1...
       B                   |--read = 1--|`,
      ),
    ).toBe('held');
  });
});
