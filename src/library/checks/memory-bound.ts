import { event, fieldOf, size } from '../../base/schema.ts';
import { defineCheck } from './define.ts';
import { watchGauge } from './events/gauge.ts';

/** What a node keeps stays within its means: logs are cut, sessions forgotten, buffers emptied. */
export const memoryBound = defineCheck({
  name: 'memory-bound',
  summary: 'A node never keeps more than so many bytes.',
  property: 'safety',
  config: {
    event: event('The event with which a node reports how much it keeps.').default('memory-used'),
    field: fieldOf(['event'], 'The field with the number of bytes.').default('bytes'),
    'at-most': size('The greatest size that is allowed.'),
  },
  example: 'small-enough: { check: memory-bound, of: member, at-most: 64KiB }',
  histories: () => ({
    config: { 'at-most': '64KiB' },
    held: [{ at: '1s', node: 'a', event: 'memory-used', data: { bytes: 65_536 } }],
    violated: [{ at: '1s', node: 'a', event: 'memory-used', data: { bytes: 65_537 } }],
  }),

  watch(run, { event: name, field, 'at-most': most }) {
    watchGauge(run, { event: name, field, most, print: (bytes) => `${bytes}B` });
  },
});
