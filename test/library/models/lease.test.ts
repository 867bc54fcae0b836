import { describe, expect, it } from 'vitest';
import { lease } from '../../../src/library/models/lease.ts';
import { expectStoriesOf, verdictOf } from '../../support/model-stage.ts';

describe('lease', () => {
  it('tells its stories', () => expectStoriesOf(lease));

  it('gives out newer tokens, and turns old ones away', () => {
    expect(
      verdictOf(
        lease,
        `A |--acquire = 3--| |--release--|        |--write 3 = false--|
       B                         |--acquire = 8--| |--write 8 = true--|`,
      ),
    ).toBe('held');
    expect(
      verdictOf(
        lease,
        `A |--acquire = 3--|
       B                     |--acquire = 3--|`,
      ),
    ).toBe('violated');
    expect(
      verdictOf(
        lease,
        `A |--acquire...
       B                     |--acquire = 2--|`,
      ),
    ).toBe('held');
  });
});
