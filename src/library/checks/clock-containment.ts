import { event, fieldOf } from '../../base/schema.ts';
import { printDuration } from '../../base/time.ts';
import { defineCheck } from './define.ts';

/**
 * What an interval clock claims (Corbett et al., "Spanner", 2012, §3): the true time is not before the
 * earliest and not after the latest instant. Instants are counted from the epoch of the scenario.
 */
export const clockContainment = defineCheck({
  name: 'clock-containment',
  summary: 'The true time lies in the interval that a node reports.',
  property: 'safety',
  config: {
    event: event('The event with which a node reports the interval that its clock shows.').default(
      'clock-read',
    ),
    earliest: fieldOf(['event'], 'The field with the beginning of the interval, in ns.').default(
      'earliest',
    ),
    latest: fieldOf(['event'], 'The field with its end, in ns.').default('latest'),
  },
  example: 'intervals-are-honest: { check: clock-containment, of: member }',
  histories: () => ({
    held: [
      {
        at: '5s',
        node: 'a',
        event: 'clock-read',
        data: { earliest: 4_990_000_000, latest: 5_010_000_000 },
      },
    ],
    violated: [
      {
        at: '5s',
        node: 'a',
        event: 'clock-read',
        data: { earliest: 5_010_000_000, latest: 5_030_000_000 },
      },
    ],
  }),

  watch(run, config) {
    run.onEvent(config.event, (seen) => {
      const [earliest, latest] = [seen.data[config.earliest], seen.data[config.latest]];
      if (typeof earliest !== 'number' || typeof latest !== 'number') {
        run.undecided(`${config.event} has no interval of numbers`);
        return;
      }
      run.exercised();
      if (earliest <= seen.at && seen.at <= latest) return;
      const [far, word] =
        seen.at < earliest ? [earliest - seen.at, 'before'] : [seen.at - latest, 'after'];
      run.violated(
        `the true time was ${printDuration(far)} ${word} the interval of ${seen.node}`,
        seen,
      );
    });
  },
});
