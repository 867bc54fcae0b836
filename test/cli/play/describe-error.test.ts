import { runInNewContext } from 'node:vm';
import { expect, it } from 'vitest';
import { describeError } from '../../../src/cli/play/describe-error.ts';

const odd = new Error('x');
Object.defineProperty(odd, 'message', {
  get() {
    throw new Error('no message');
  },
});
const numbered = Object.assign(new Error('x'), { message: 5, stack: 7, name: null });

const rows = [
  ['late', 'threw late'],
  [5, 'threw 5'],
  [null, 'threw null'],
  [undefined, 'threw undefined'],
  [Symbol('s'), 'threw a symbol'],
  [{ code: 1 }, 'threw an object'],
  [odd, 'threw an error that cannot be read'],
  [numbered, 'null: 5'],
] as const;

it('says what an error of another realm says', () => {
  const foreign: unknown = runInNewContext(`new RangeError('too far')`);
  expect(describeError(foreign, '/')).toContain('RangeError: too far');
});

it('says what was thrown, whatever it is', () => {
  for (const [thrown, said] of rows) expect(describeError(thrown, '/')).toBe(said);
});
