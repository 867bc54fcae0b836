import { describe, expect, it } from 'vitest';
import { growOnlySet } from '../../../src/library/models/grow-only-set.ts';
import { expectStoriesOf, verdictOf } from '../../support/model-stage.ts';

describe('grow-only-set', () => {
  it('tells its stories', () => expectStoriesOf(growOnlySet));

  it('loses nothing that a read showed', () => {
    expect(
      verdictOf(
        growOnlySet,
        `A |--add 1--|            |--read = [2,1]--|
       B   |---add 2------|`,
      ),
    ).toBe('held');
    expect(
      verdictOf(
        growOnlySet,
        `A |--add 1--| |--read = [1,2]--| |--read = [1]--|
       B   |---add 2------------------------------|`,
      ),
    ).toBe('violated');
  });
});
