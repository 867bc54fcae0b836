import { describe, expect, it } from 'vitest';
import { priorityQueue } from '../../../src/library/models/priority-queue.ts';
import { expectStoriesOf, verdictOf } from '../../support/model-stage.ts';

describe('priority-queue', () => {
  it('tells its stories', () => expectStoriesOf(priorityQueue));

  it('gives the smallest of what is in', () => {
    expect(
      verdictOf(
        priorityQueue,
        `A |--insert 5--| |--insert 3--|
       B   |--extract = 5-----| |----extract = 3--|`,
      ),
    ).toBe('held');
    expect(
      verdictOf(
        priorityQueue,
        `A |--insert 5--| |--insert 3--|
       B                               |--extract = 5--|`,
      ),
    ).toBe('violated');
  });

  it('puts numbers before words', () => {
    expect(
      verdictOf(
        priorityQueue,
        `A |--insert "a"--| |--insert 3--| |--insert [1]--| |--extract = 3--| |--extract = "a"--|`,
      ),
    ).toBe('held');
  });
});
