import { duration, signedDuration } from '../../base/schema.ts';
import { defineFault } from './define.ts';

/** Two time sources that take turns: whatever is computed from two readings may be wrong. */
export const clockStrobe = defineFault({
  name: 'clock-strobe',
  summary: 'Let the time-of-day clock of a node jump there and back again and again.',
  chapter: 'Clock Synchronization and Accuracy',
  targets: 'nodes',
  needs: {},
  weaker: ['clock-jump'],
  params: {
    by: signedDuration('How far; negative is back.'),
    period: duration('From one jump to the next.').default('100ms').min('1us'),
  },
  example: '{ fault: clock-strobe, target: n2, by: 200ms, at: 5s, duration: 2s }',
  begin: (world, targets, { by, period }) =>
    targets.map((node) => {
      let isAway = false;
      const jump = (): void => {
        isAway = !isAway;
        world.stepWall(node, isAway ? by : -by);
        calledOff = world.later(period, jump);
      };
      let calledOff: () => void = () => undefined;
      jump();
      return () => {
        calledOff();
        if (isAway) world.stepWall(node, -by);
      };
    }),
});
