import { describe, expect, it } from 'vitest';
import { set } from '../../../src/library/models/set.ts';
import { expectStoriesOf, verdictOf } from '../../support/model-stage.ts';

describe('set', () => {
  it('tells its stories', () => expectStoriesOf(set));

  it('may find an element while it is being added', () => {
    expect(
      verdictOf(
        set,
        `A |---add 1-------------------------------------------|
       B   |--contains 1 = false--|  |--contains 1 = true--|`,
      ),
    ).toBe('held');
    expect(
      verdictOf(
        set,
        `A |---add 1-------------------------------------------|
       B   |--contains 1 = true--|  |--contains 1 = false--|`,
      ),
    ).toBe('violated');
  });

  it('may begin with elements in any order, however often they are named', () => {
    const { read } = set.steps;
    for (const first of [
      [2, 1],
      [1, 2, 1],
    ]) {
      expect(read?.(first, {}, { values: [1, 2] }, '')).toEqual({ state: first });
      expect(read?.(first, {}, { values: [1] }, '')).toBe('impossible');
    }
  });

  it('tells whether it changed, if it tells', () => {
    expect(verdictOf(set, `A |--add 1 = true--| |--add 1 = true--|`)).toBe('violated');
    expect(
      verdictOf(set, `A |--add 1 = true--| |--add 1 = false--| |--remove 1--| |--read = []--|`),
    ).toBe('held');
  });
});
