import { describe, expect, it } from 'vitest';
import { saw, wrote } from '../../../src/library/checks/operations/example-rows.ts';
import { readYourWrites } from '../../../src/library/checks/read-your-writes.ts';
import { told } from '../../support/told.ts';

describe('read-your-writes', () => {
  it('is violated when a client does not see what it wrote', () => {
    const found = told(readYourWrites, [
      wrote('a', ['1s', '2s'], 'x', 1),
      saw('a', ['3s', '4s'], 'x', null),
    ]);
    expect(found).toMatchObject({
      verdict: 'violated',
      why: 'a wrote x = 1 and then reads x = nothing, which is older',
    });
  });

  it('lets others see less', () => {
    const found = told(readYourWrites, [
      wrote('a', ['1s', '2s'], 'x', 1),
      saw('a', ['3s', '4s'], 'x', 1),
      saw('b', ['3s', '4s'], 'x', null),
    ]);
    expect(found.verdict).toBe('held');
  });

  it('lets a write that overlapped with its own be the newer one', () => {
    const found = told(readYourWrites, [
      wrote('b', ['1s', '3s'], 'x', 2),
      wrote('a', ['2s', '4s'], 'x', 1),
      saw('a', ['5s', '6s'], 'x', 2),
    ]);
    expect(found.verdict).toBe('held');
  });

  it('demands nothing of a write whose end nobody knows, nor of reads that began before it ended', () => {
    const found = told(readYourWrites, [
      { at: '1s', client: 'a', op: 'write', body: { key: 'x', value: 1 } },
      saw('a', ['3s', '4s'], 'x', null),
      wrote('b', ['5s', '9s'], 'x', 2),
      saw('b', ['6s', '10s'], 'x', null),
    ]);
    expect(found.verdict).toBe('vacuous');
  });

  it('judges each key by itself, and takes the names of the operations', () => {
    const rows = [
      { ...wrote('a', ['1s', '2s'], 'x', 1), op: 'put' },
      { ...wrote('a', ['1s', '2s'], 'y', 2), op: 'put' },
      { ...saw('a', ['3s', '4s'], 'x', 1), op: 'get' },
      { ...saw('a', ['3s', '4s'], 'y', null), op: 'get' },
    ];
    expect(told(readYourWrites, rows, { read: 'get', write: 'put' }).verdict).toBe('violated');
    expect(told(readYourWrites, rows.slice(0, 3), { read: 'get', write: 'put' }).verdict).toBe(
      'held',
    );
    expect(told(readYourWrites, rows).verdict).toBe('vacuous');
  });

  it('cannot tell writes of one value apart', () => {
    const found = told(readYourWrites, [
      wrote('a', ['1s', '2s'], 'x', 1),
      wrote('b', ['3s', '4s'], 'x', 1),
      saw('a', ['5s', '6s'], 'x', 1),
    ]);
    expect(found.verdict).toBe('undecided');
    expect(found.notes[0]).toContain('x = 1 was written more than once');
  });
});
