import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import {
  bandwidth,
  boolean,
  distribution,
  duration,
  factor,
  integer,
  list,
  map,
  nodes,
  object,
  oneOf,
  ppm,
  probability,
  rate,
  signature,
  signedDuration,
  size,
  text,
  value,
} from '../../../src/base/schema.ts';
import { jsonSchemaOf } from '../../../src/base/schema/json-schema.ts';
import { readFields } from '../../../src/base/schema/read.ts';
import { smallNames } from './small-names.ts';

const fields = {
  ttl: duration('How long it lives.').default('10s').min('1s'),
  offset: signedDuration().optional(),
  load: rate().optional(),
  share: probability().optional(),
  drift: ppm().optional(),
  times: factor().optional(),
  page: size().optional(),
  line: bandwidth().optional(),
  count: integer().min(1).max(9).optional(),
  cause: oneOf(['gc', 'sigstop']).optional(),
  latency: distribution().optional(),
  groups: list(nodes()).optional(),
  clock: map(integer()).optional(),
  retry: object({ max: integer(), jitter: boolean().default(false) }).optional(),
  any: value().optional(),
  name: text('Its name.'),
};

const compile = (formulas: boolean) =>
  new Ajv2020({ allErrors: true }).compile(jsonSchemaOf(fields, { formulas }));
const strict = compile(false);
const editor = compile(true);

const good: readonly object[] = [
  {},
  { ttl: '1m30s', offset: '-3ms', load: '0.5/min', share: '25%', drift: '-20ppb' },
  { times: '0.5x', page: '4KiB', line: '10Mbit/s', ttl: '2000000.5µs' },
  { count: 9, cause: 'gc', latency: 'same-az', groups: [['n1'], 'n1, n2'], clock: { a: 1 } },
  { latency: { distribution: 'pareto', min: '1ms', shape: 1.5, max: '2s' }, share: 0 },
  { latency: { mixture: [{ weight: '100%', latency: '1ms' }], max: '1s' } },
  { latency: '1m30s..2min' },
  { latency: '0..3.5µs' },
  { latency: { distribution: 'table', points: { p50: '1ms' } }, load: '3/m' },
  { retry: { max: 3 }, any: { a: [1] }, latency: 0 },
].map((written) => ({ name: 'x', ...written }));

const bad: readonly object[] = [
  { ttl: 10 },
  { ttl: '10' },
  { ttl: '10 s' },
  { ttl: '-1s' },
  { share: 0.25 },
  { drift: '5x' },
  { line: '10Mb/s' },
  { count: 0 },
  { count: 1.5 },
  { cause: 'full' },
  { latency: { distribution: 'lognormal', p50: '1ms' } },
  { latency: '-5s' },
  { latency: '50%' },
  { latency: '1..3s' },
  { latency: '2s..' },
  { latency: '' },
  { latency: { distribution: 'uniform', low: '1ms' } },
  { latency: [1] },
  { groups: 'n1' },
  { clock: { a: 'x' } },
  { retry: {} },
  { retry: { max: 3, min: 1 } },
  { unknown: 1 },
  { name: 3 },
].map((written) => ({ name: 'x', ...written }));

describe('the JSON Schema of fields', () => {
  it.each(good)('allows what the reader takes: %j', (written) => {
    expect(readFields(fields, written, smallNames).problems).toStrictEqual([]);
    expect(strict(written), JSON.stringify(strict.errors)).toBe(true);
    expect(editor(written), JSON.stringify(editor.errors)).toBe(true);
  });

  it.each(bad)('refuses what the reader refuses: %j', (written) => {
    expect(readFields(fields, written, smallNames).problems).not.toStrictEqual([]);
    expect(strict(written)).toBe(false);
    expect(editor(written)).toBe(false);
  });

  it('lets formulas and parameters stand for values in the schema for editors', () => {
    const written = {
      ttl: '= $a * 2',
      count: '$n',
      retry: { max: '$n' },
      cause: '$why',
      name: '$x',
    };
    expect(editor(written), JSON.stringify(editor.errors)).toBe(true);
    expect(strict(written)).toBe(false);
  });

  it('lets `null` remove any value in the schema for editors, and no item of a list', () => {
    const keys = Object.keys(fields).filter((key) => key !== 'name');
    for (const key of [...keys, 'name']) {
      const written = { name: 'x', [key]: null };
      expect(editor(written), `${key} ${JSON.stringify(editor.errors)}`).toBe(true);
      if (key !== 'any') expect(strict(written), key).toBe(false);
    }
    expect(editor({ name: 'x', retry: { max: null } })).toBe(true);
    expect(editor({ name: 'x', groups: [null] })).toBe(false);
  });

  it('tells what a value is for, its default, and bounds that a pattern cannot hold', () => {
    const schema = jsonSchemaOf(fields.ttl.description, { formulas: false });
    expect(schema).toMatchObject({
      description: 'How long it lives. (duration, at least 1s)',
      default: '10s',
    });
    expect(jsonSchemaOf(fields, { formulas: false })).toMatchObject({
      required: ['name'],
      additionalProperties: false,
    });
  });

  it('has no way to write a signature', () => {
    const schema = jsonSchemaOf(signature().description, { formulas: true });
    expect(new Ajv2020().compile(schema)('$x')).toBe(false);
  });
});
