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

it('shows the place of an error whose message looks like one', () => {
  const error = new Error('two lines\n    at x (/a/b.ts:3:4)');
  error.stack = `Error: ${error.message}\n    at own (/home/me/own.ts:7:5)`;
  expect(describeError(error, '/home/me')).toBe('two lines (own.ts:7)');
});

it('says what V8 says in the words of every version of Node', () => {
  const said = (error: Error): string => describeError(error, '/').replace(/ \([^()]*\)$/, '');
  const thrown = (act: () => unknown): Error => {
    try {
      act();
    } catch (error) {
      return error as Error;
    }
    throw new Error('nothing was thrown');
  };
  const place = 'SyntaxError: Expected double-quoted property name in JSON at position 7';
  expect(said(thrown(() => JSON.parse('{"a":1,}')))).toBe(place);
  expect(said(new SyntaxError(`${place.slice(13)} (line 1 column 8)`))).toBe(place);
  const locale = 'RangeError: Incorrect locale information provided';
  expect(said(thrown(() => new Intl.NumberFormat('a-bad-locale-of-mine')))).toBe(locale);
  expect(said(new RangeError('Invalid language tag: a-bad-locale-of-mine'))).toBe(locale);
  expect(said(new Error('mine (line 1 column 8)'))).toBe('mine (line 1 column 8)');
});
