import { describe, expect, it } from 'vitest';
import { multiRegister } from '../../../src/library/models/multi-register.ts';
import { expectStoriesOf, verdictOf } from '../../support/model-stage.ts';

describe('multi-register', () => {
  it('tells its stories', () => expectStoriesOf(multiRegister));

  it('keeps keys apart', () => {
    expect(
      verdictOf(
        multiRegister,
        `A |--x: write 1--|
       B                   |--y: read = null--|`,
      ),
    ).toBe('held');
    expect(
      verdictOf(
        multiRegister,
        `A |--x: write 1--|
       B                   |--x: read = null--|`,
      ),
    ).toBe('violated');
  });
});
