import { describe, expect, it } from 'vitest';
import {
  bandwidth,
  boolean,
  duration,
  event,
  factor,
  type Fields,
  formula,
  integer,
  link,
  list,
  map,
  node,
  nodes,
  number,
  object,
  oneOf,
  ppm,
  probability,
  rate,
  type Schema,
  selector,
  signature,
  signedDuration,
  size,
  text,
  value,
  wallTime,
} from '../../../src/base/schema.ts';
import { readFields, readValue } from '../../../src/base/schema/read.ts';
import { smallNames } from './small-names.ts';

const read = (schema: Schema<unknown>, written: unknown) =>
  readValue(schema.description, written, smallNames);
const good = (schema: Schema<unknown>, written: unknown): unknown => {
  const { value: found, problems } = read(schema, written);
  expect(problems).toStrictEqual([]);
  return found;
};
const bad = (schema: Schema<unknown>, written: unknown) => {
  const { value: found, problems } = read(schema, written);
  expect(found).toBeUndefined();
  expect(problems).toHaveLength(1);
  return problems[0];
};
// The written type is the compiler's business; here anything may stand in a file.
const any = (schema: object): Schema<unknown> => schema as Schema<unknown>;

describe('reading each word', () => {
  it.each([
    [duration(), '1m30s', 90_000_000_000],
    [duration(), 0, 0],
    [duration(), '2.5ms', 2_500_000],
    [duration().min('1s').max('3s'), '3s', 3_000_000_000],
    [signedDuration(), '-3ms', -3_000_000],
    [signedDuration(), '3ms', 3_000_000],
    [rate(), '0.5/min', 0.5 / 60],
    [rate(), '20/s', 20],
    [probability(), '25%', 0.25],
    [probability(), '0.1%', 0.001],
    [ppm(), '-20ppb', -20],
    [ppm(), '200ppm', 200_000],
    [factor(), '0.5x', 0.5],
    [size(), '4KiB', 4096],
    [bandwidth(), '10Mbit/s', 10_000_000],
    [integer(), -7, -7],
    [number(), 0.25, 0.25],
    [boolean(), false, false],
    [text(), 'a b', 'a b'],
    [oneOf(['gc', 'sigstop']), 'gc', 'gc'],
    [value(), { a: [1, null, 'x'] }, { a: [1, null, 'x'] }],
    [node(), 'n2', 'n2'],
    [nodes(), 'n1, n2', ['n1', 'n2']],
    [nodes(), ['n10'], ['n10']],
    [nodes(), [], []],
    [wallTime(), '-1.5s', -1_500_000_000],
    [wallTime(), 12, 12],
    [event(), 'elected', 'elected'],
    [selector(), ['n1', 'n2'], { text: 'n1, n2' }],
    [link(), 'n1 -> n2', { text: 'n1 -> n2' }],
    [list(duration()), ['1s', 0], [1_000_000_000, 0]],
    [map(integer()), { a: 1 }, { a: 1 }],
    [object({ a: integer() }), { a: 1 }, { a: 1 }],
  ])('takes %#', (schema, written, expected) => {
    expect(good(any(schema), written)).toStrictEqual(expected);
  });

  it('reads formulas through the port', () => {
    expect(good(any(formula()), 'term >= 2')).toMatchObject({ text: 'term >= 2' });
    expect(good(any(formula()), 5)).toMatchObject({ text: '5' });
    expect(bad(any(formula()), '((')).toMatchObject({
      code: 'E_FORMULA',
      notes: ['it opens here'],
    });
  });

  it.each([
    [duration(), 30, 'E_MISSING_UNIT', /did you mean "30s"/],
    [duration(), '30', 'E_MISSING_UNIT', /30s/],
    [duration(), '30sec', 'E_QUANTITY', /did you mean "30s"/],
    [duration(), '25%', 'E_TYPE', null],
    [duration(), ['1s'], 'E_TYPE', null],
    [duration(), null, 'E_TYPE', null],
    [duration().min('1s'), '999ms', 'E_BOUND', null],
    [duration().max('1s'), '1001ms', 'E_BOUND', null],
    [signedDuration(), '3 ms', 'E_QUANTITY', null],
    [rate(), 20, 'E_MISSING_UNIT', /20\/s/],
    [probability(), 0.25, 'E_MISSING_UNIT', /25%/],
    [probability(), '150%', 'E_BOUND', null],
    [ppm(), '5ms', 'E_TYPE', null],
    [factor(), 2, 'E_MISSING_UNIT', /2x/],
    [size(), '0.5B', 'E_QUANTITY', null],
    [bandwidth(), '10Mb/s', 'E_QUANTITY', null],
    [integer(), 1.5, 'E_TYPE', null],
    [integer(), '7', 'E_TYPE', /without quotes/],
    [integer().min(1), 0, 'E_BOUND', null],
    [number(), Infinity, 'E_TYPE', null],
    [boolean(), 'yes', 'E_TYPE', /did you mean "true"/],
    [text(), 12, 'E_TYPE', /in quotes: "12"/],
    [oneOf(['gc', 'sigstop']), 'sigstpo', 'E_UNKNOWN_WORD', /did you mean "sigstop"/],
    [oneOf(['gc', 'sigstop']), true, 'E_TYPE', null],
    [value(), { a: [Number.NaN] }, 'E_TYPE', null],
    [node(), 'n4', 'E_UNKNOWN_NODE', /did you mean "n1"/],
    [node(), ['n1'], 'E_TYPE', null],
    [nodes(), ['n1', 'm2'], 'E_UNKNOWN_NODE', /did you mean "n2"/],
    [nodes(), [1], 'E_TYPE', null],
    [event(), 'electd', 'E_UNKNOWN_EVENT', /did you mean "elected"/],
    [link(), 'n1', 'E_NOT_A_LINK', /n1 <-> rest/],
    [signature(), 'x', 'E_TYPE', null],
    [wallTime(), '1x', 'E_TYPE', null],
    [list(integer()), 3, 'E_TYPE', null],
    [map(integer()), [1], 'E_TYPE', null],
    [object({}), 'x', 'E_TYPE', null],
  ])('refuses %#', (schema, written, code, suggestion) => {
    const problem = bad(any(schema), written);
    expect(problem).toMatchObject({ code, path: [], at: 'value' });
    if (suggestion === null) return;
    expect(`${problem?.suggestion} ${problem?.message}`).toMatch(suggestion);
  });

  it('tells that a range does not fit', () => {
    expect(bad(any(duration()), '1s..3s')?.notes).toStrictEqual([
      'a range does not fit here: this is one value, not a draw',
    ]);
  });

  it('compares bounds exactly, not as doubles', () => {
    const third = any(rate().max('20/min'));
    expect(good(third, '20/min')).toBe(1 / 3);
    expect(bad(third, '20.0000000000000000001/min')?.code).toBe('E_BOUND');
  });
});

describe('reading fields', () => {
  const fields: Fields = {
    ttl: duration('How long a lease lives.').default('10s'),
    backend: node('Where it is.'),
    margin: duration().optional(),
    cause: oneOf(['gc', 'sigstop']).default('gc'),
    retry: object({ max: integer().default(3), by: text() }).optional(),
  };
  const all = (written: unknown) => readFields(fields, written, smallNames);

  it('fills in defaults, leaves out what is absent, in declared order, frozen', () => {
    const { value: found, problems } = all({ cause: 'sigstop', backend: 'n1' });
    expect(problems).toStrictEqual([]);
    expect(Object.entries(found)).toStrictEqual([
      ['ttl', 10_000_000_000],
      ['backend', 'n1'],
      ['cause', 'sigstop'],
    ]);
    expect(Object.isFrozen(found)).toBe(true);
  });

  it('finds all problems at once, with their places', () => {
    const { problems } = all({ ttl: 5, backend: 'n1', retry: { max: 'x', by: 7 }, extra: 1 });
    expect(problems.map(({ code, path, at }) => ({ code, path, at }))).toStrictEqual([
      { code: 'E_UNKNOWN_KEY', path: ['extra'], at: 'key' },
      { code: 'E_MISSING_UNIT', path: ['ttl'], at: 'value' },
      { code: 'E_TYPE', path: ['retry', 'max'], at: 'value' },
      { code: 'E_TYPE', path: ['retry', 'by'], at: 'value' },
    ]);
  });

  it('reports a missing key at the map that lacks it', () => {
    expect(all(null).problems).toStrictEqual([
      {
        path: [],
        at: 'key',
        code: 'E_MISSING_KEY',
        message: 'missing key "backend" (node)',
        suggestion: null,
        notes: ['backend: Where it is.'],
      },
    ]);
    expect(all({ backend: 'n1', retry: {} }).problems).toMatchObject([
      { code: 'E_MISSING_KEY', path: ['retry'] },
    ]);
  });

  it('folds a misspelt key and the missing one into a single problem', () => {
    expect(all({ backnd: 'n1' }).problems).toMatchObject([
      { code: 'E_UNKNOWN_KEY', path: ['backnd'], suggestion: 'did you mean "backend"?' },
    ]);
  });

  it('reports a default that the scenario does not know', () => {
    const { problems } = readFields({ to: node().default('db') }, {}, smallNames);
    expect(problems).toMatchObject([{ path: [], at: 'key', code: 'E_UNKNOWN_NODE' }]);
    expect(problems[0]?.message).toMatch(/the default of "to"/);
  });

  it('is not fooled by names that every object inherits', () => {
    const odd = { constructor: integer().optional(), ['__proto__']: integer() };
    expect(readFields(odd, {}, smallNames).problems).toMatchObject([{ code: 'E_MISSING_KEY' }]);
    const written: unknown = JSON.parse('{"__proto__": 5}');
    const { value: found, problems } = readFields(odd, written, smallNames);
    expect(problems).toStrictEqual([]);
    expect(Object.entries(found)).toStrictEqual([['__proto__', 5]]);
    expect(readFields({}, { toString: 1 }, smallNames).problems).toHaveLength(1);
  });
});
