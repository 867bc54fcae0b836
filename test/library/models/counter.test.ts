import { describe, expect, it } from 'vitest';
import { counter } from '../../../src/library/models/counter.ts';
import { expectStoriesOf, verdictOf } from '../../support/model-stage.ts';

describe('counter', () => {
  it('tells its stories', () => expectStoriesOf(counter));

  it('may or may not have counted what nobody heard of', () => {
    expect(
      verdictOf(
        counter,
        `A |--add 1...
       B |--add 1--| |--read = 2--|`,
      ),
    ).toBe('held');
    expect(
      verdictOf(
        counter,
        `A |--add 1...
       B |--add 1--| |--read = 3--|`,
      ),
    ).toBe('violated');
  });
});
