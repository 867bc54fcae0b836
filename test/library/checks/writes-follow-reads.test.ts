import { describe, expect, it } from 'vitest';
import { saw, wrote } from '../../../src/library/checks/operations/example-rows.ts';
import { writesFollowReads } from '../../../src/library/checks/writes-follow-reads.ts';
import { told } from '../../support/told.ts';

describe('writes-follow-reads', () => {
  const answered = [
    wrote('v', ['1s', '2s'], 'x', 1),
    saw('w', ['3s', '4s'], 'x', 1),
    wrote('w', ['5s', '6s'], 'y', 2),
  ];

  it('is violated when the answer is seen without what it answers', () => {
    const found = told(writesFollowReads, [
      ...answered,
      saw('a', ['7s', '8s'], 'y', 2),
      saw('a', ['9s', '10s'], 'x', null),
    ]);
    expect(found).toMatchObject({
      verdict: 'violated',
      why: 'a has seen y = 2, whose writer had read x = 1 before; it reads x = nothing, which is older',
    });
  });

  it('holds when both are seen', () => {
    const found = told(writesFollowReads, [
      ...answered,
      saw('a', ['7s', '8s'], 'y', 2),
      saw('a', ['9s', '10s'], 'x', 1),
    ]);
    expect(found.verdict).toBe('held');
  });

  it('says nothing of a write that came before the read', () => {
    const found = told(writesFollowReads, [
      wrote('v', ['1s', '2s'], 'x', 1),
      wrote('w', ['1s', '2s'], 'y', 2),
      saw('w', ['3s', '4s'], 'x', 1),
      saw('a', ['7s', '8s'], 'y', 2),
      saw('a', ['9s', '10s'], 'x', null),
    ]);
    expect(found.verdict).toBe('vacuous');
  });
});
