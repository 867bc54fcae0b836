import { describe, expect, it } from 'vitest';
import {
  distribution,
  duration,
  factor,
  list,
  oneOf,
  ppm,
  probability,
  rate,
  signedDuration,
  size,
} from '../../../src/base/schema.ts';
import { readFields } from '../../../src/base/schema/read.ts';
import { writtenFields } from '../../../src/base/schema/written.ts';
import { smallNames } from './small-names.ts';

const fields = {
  by: signedDuration().optional(),
  every: duration().optional(),
  late: distribution().optional(),
  drift: ppm().optional(),
  share: probability().optional(),
  often: rate().optional(),
  slow: factor().optional(),
  room: size().optional(),
  groups: list(list(duration())).optional(),
  cause: oneOf(['gc', 'sigstop']).default('gc'),
};

const files: readonly object[] = [
  { by: '-10m', every: '1m30s' },
  { late: '5ms' },
  { late: '1ms..3ms' },
  { late: { distribution: 'lognormal', p50: '2ms', p99: '15ms', max: '1s' } },
  { late: { distribution: 'pareto', min: '100ms', shape: 1.5, max: '5s' } },
  { late: { distribution: 'exponential', mean: '20ms', min: '1ms' } },
  { late: { distribution: 'normal', mean: '20ms', deviation: '2ms' } },
  { late: { distribution: 'weibull', scale: '20ms', shape: 2 } },
  { late: { distribution: 'table', points: { p50: '1ms', p99: '3ms' } } },
  {
    late: {
      mixture: [
        { weight: '91.2%', latency: '2ms' },
        { weight: '8.8%', distribution: 'pareto', min: '50ms', shape: 1.1, max: '30s' },
      ],
    },
  },
  { drift: '200ppm', share: '0.01%', often: '20/s', slow: '2.5x', room: '4KiB' },
  { drift: '-20ppb', groups: [['1s'], ['2s', '500ms']] },
  { cause: 'sigstop' },
];

describe('what was read, written again', () => {
  it.each(files.map((file) => [JSON.stringify(file), file]))('%s', (_, file) => {
    const { value, problems } = readFields(fields, file, smallNames);
    expect(problems).toEqual([]);
    expect(writtenFields(fields, value)).toEqual(file);
  });

  it('leaves out what is as it is by default', () => {
    const { value } = readFields(fields, { cause: 'gc' }, smallNames);
    expect(writtenFields(fields, value)).toEqual({});
  });
});
