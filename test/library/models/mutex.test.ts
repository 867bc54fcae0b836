import { describe, expect, it } from 'vitest';
import { mutex } from '../../../src/library/models/mutex.ts';
import { expectStoriesOf, verdictOf } from '../../support/model-stage.ts';

describe('mutex', () => {
  it('tells its stories', () => expectStoriesOf(mutex));

  it('has one holder, who alone can let go', () => {
    expect(
      verdictOf(
        mutex,
        `A |--acquire--| |---release---|
       B                 |--acquire--------|`,
      ),
    ).toBe('held');
    expect(
      verdictOf(
        mutex,
        `A |--acquire--|
       B                |--release--|`,
      ),
    ).toBe('violated');
    expect(
      verdictOf(
        mutex,
        `A |--acquire...
       B                |--acquire--|`,
      ),
    ).toBe('held');
  });
});
