import { describe, expect, it } from 'vitest';
import { kv } from '../../../src/library/models/kv.ts';
import { expectStoriesOf, verdictOf } from '../../support/model-stage.ts';

describe('kv', () => {
  it('tells its stories', () => expectStoriesOf(kv));

  it('puts appended texts in some order that all see', () => {
    expect(
      verdictOf(
        kv,
        `A |--x: append "a"--|
       B |--x: append "b"--|
       C                    |--x: get = "ba"--|`,
      ),
    ).toBe('held');
    expect(
      verdictOf(
        kv,
        `A |--x: append "a"--|
       B |--x: append "b"--|
       C                    |--x: get = "ba"--| |--x: get = "ab"--|`,
      ),
    ).toBe('violated');
  });

  it('swaps texts', () => {
    expect(
      verdictOf(
        kv,
        `A |--x: put "a"--| |--x: cas "a" "b" = true--| |--x: cas "a" "c" = false--| |--x: get = "b"--|`,
      ),
    ).toBe('held');
  });

  it('may be recorded as nothing where a key is absent', () => {
    expect(verdictOf(kv, `A |--x: get = null--|`)).toBe('held');
  });
});
