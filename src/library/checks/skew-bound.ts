import { duration, event, fieldOf, oneOf } from '../../base/schema.ts';
import { printDuration } from '../../base/time.ts';
import type { NodeId } from '../../base/units.ts';
import type { Told } from './events/decision.ts';
import { defineCheck } from './define.ts';

interface Reading {
  readonly offsetNs: number;
  readonly seen: Told;
}

/**
 * A bound on how far clocks are apart, as the designs need it that compare timestamps of several
 * nodes. A reading counts for its clock until the next one; what it drifted since is not seen.
 */
export const skewBound = defineCheck({
  name: 'skew-bound',
  summary: 'The clocks that nodes report differ by no more than a bound.',
  property: 'safety',
  config: {
    event: event('The event with which a node reports what its clock shows.').default('clock-read'),
    field: fieldOf(['event'], 'The field with the time of day, in ns.').default('wall'),
    bound: duration('How far apart they may be.'),
    from: oneOf(
      ['each-other', 'true-time'],
      'Whether clocks are compared with one another or with the true time.',
    ).default('each-other'),
  },
  example: 'clocks-are-close: { check: skew-bound, of: member, bound: 10ms }',
  histories: () => ({
    config: { bound: '10ms' },
    held: [
      { at: '1s', node: 'a', event: 'clock-read', data: { wall: 1_004_000_000 } },
      { at: '2s', node: 'b', event: 'clock-read', data: { wall: 1_996_000_000 } },
    ],
    violated: [
      { at: '1s', node: 'a', event: 'clock-read', data: { wall: 1_006_000_000 } },
      { at: '2s', node: 'b', event: 'clock-read', data: { wall: 1_995_000_000 } },
    ],
  }),

  watch(run, config) {
    const readings = new Map<NodeId, Reading>();
    run.onEvent(config.event, (seen) => {
      const wall = seen.data[config.field];
      if (typeof wall !== 'number') {
        run.undecided(`${config.field} of ${config.event} is not a number`);
        return;
      }
      const offsetNs = wall - seen.at;
      if (config.from === 'true-time') {
        run.exercised();
        if (Math.abs(offsetNs) <= config.bound) return;
        const way = offsetNs < 0 ? 'behind' : 'ahead of';
        run.violated(
          `${seen.node} was ${printDuration(Math.abs(offsetNs))} ${way} the true time`,
          seen,
        );
        return;
      }
      readings.set(seen.node, { offsetNs, seen });
      for (const [node, other] of readings) {
        if (node === seen.node) continue;
        run.exercised();
        const apartNs = Math.abs(offsetNs - other.offsetNs);
        if (apartNs <= config.bound) continue;
        run.violated(
          `the clocks of ${node} and ${seen.node} were ${printDuration(apartNs)} apart`,
          other.seen,
          seen,
        );
      }
    });
  },
});
