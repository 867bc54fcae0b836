import { describe, expect, it } from 'vitest';
import { queue } from '../../../src/library/models/queue.ts';
import { expectStoriesOf, verdictOf } from '../../support/model-stage.ts';

describe('queue', () => {
  it('tells its stories', () => expectStoriesOf(queue));

  it('keeps the order of what did not overlap', () => {
    expect(
      verdictOf(
        queue,
        `A |--enqueue 1--|
       B   |--enqueue 2--|
       C                    |--dequeue = 2--| |--dequeue = 1--| |--dequeue = null--|`,
      ),
    ).toBe('held');
    expect(
      verdictOf(
        queue,
        `A |--enqueue 1--| |--enqueue 2--|
       C                                  |--dequeue = 2--|`,
      ),
    ).toBe('violated');
  });
});
