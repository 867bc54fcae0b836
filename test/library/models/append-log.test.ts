import { describe, expect, it } from 'vitest';
import { appendLog } from '../../../src/library/models/append-log.ts';
import { expectStoriesOf, verdictOf } from '../../support/model-stage.ts';

describe('append-log', () => {
  it('tells its stories', () => expectStoriesOf(appendLog));

  it('shows all the same order', () => {
    expect(
      verdictOf(
        appendLog,
        `A |--append 1--|
       B |--append 2--|
       C                  |--read = [2,1]--|  |--read = [2,1]--|`,
      ),
    ).toBe('held');
    expect(
      verdictOf(
        appendLog,
        `A |--append 1--|
       B |--append 2--|
       C                  |--read = [2,1]--|  |--read = [1,2]--|`,
      ),
    ).toBe('violated');
  });

  it('may be recorded as nothing while it is empty', () => {
    expect(verdictOf(appendLog, `A |--read = null--|`)).toBe('held');
  });
});
