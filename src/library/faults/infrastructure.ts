import { distribution, duration, map, object, oneOf, rate } from '../../base/schema.ts';
import { failureRateNames, failureRates } from './infrastructure/failure-rates.ts';
import { defineFault, type Wear } from './define.ts';

const nsPerSecond = 1_000_000_000;

/**
 * What breaks by itself: every machine, rack and PDU works for a time, is out for a time, and works again,
 * each by its own draws (an alternating renewal process, Barlow and Proschan 1965). In the long run one
 * is up for MTBF / (MTBF + MTTR) of the time. Each failure is a fault of its own in the report.
 */
export const infrastructure = defineFault({
  name: 'infrastructure',
  summary:
    'Machines, racks, PDUs and sites fail and are repaired, again and again, each on its own.',
  chapter: 'Faults and Partial Failures',
  targets: 'domains',
  ownTarget: true,
  needs: { failures: 'crash-recovery' },
  params: {
    preset: oneOf(failureRateNames, 'How often what fails, as somebody has counted.').optional(),
    rates: map(
      object({
        mtbf: duration('How long one works on average, exponentially distributed.').optional(),
        rate: rate('The same as a rate: how often one that works fails.').optional(),
        mttr: duration('How long a repair takes on average, exponentially distributed.').optional(),
        lasts: distribution('How long it takes, in another distribution.').optional(),
      }),
      'By kind of domain, and `node` for machines; beside the preset, and in its place for its kinds.',
    ).optional(),
  },
  example: '{ fault: infrastructure, rates: { node: { rate: 3/min, lasts: 1s } }, until: 30s }',
  wears({ preset, rates }) {
    const own = Object.entries(rates ?? {}).map(
      ([kind, { mtbf, rate: failures, mttr, lasts }]): Wear => ({
        name: `${kind}-failure`,
        kind,
        perSecond: failures ?? nsPerSecond / (mtbf ?? nsPerSecond),
        lasts: lasts ?? { kind: 'exponential', meanNs: mttr ?? nsPerSecond },
        fault: kind === 'node' ? 'crash' : 'outage',
        ...(kind === 'node' ? { params: { scope: 'host' } } : {}),
      }),
    );
    const counted: readonly Wear[] = preset === undefined ? [] : failureRates[preset];
    return [...counted.filter(({ kind }) => !own.some((one) => one.kind === kind)), ...own];
  },
  // Each failure is played as a fault of its own.
  begin: () => undefined,
});
