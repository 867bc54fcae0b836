import { describe, expect, it } from 'vitest';
import { stack } from '../../../src/library/models/stack.ts';
import { expectStoriesOf, verdictOf } from '../../support/model-stage.ts';

describe('stack', () => {
  it('tells its stories', () => expectStoriesOf(stack));

  it('gives back the last first, of what did not overlap', () => {
    expect(
      verdictOf(
        stack,
        `A |--push 1--|
       B   |--push 2--|
       C                    |--pop = 1--| |--pop = 2--| |--pop = null--|`,
      ),
    ).toBe('held');
    expect(
      verdictOf(
        stack,
        `A |--push 1--| |--push 2--|
       C                             |--pop = 1--|`,
      ),
    ).toBe('violated');
  });
});
