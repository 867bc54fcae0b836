import { duration, oneOf, signedDuration } from '../../base/schema.ts';
import { defineFault } from './define.ts';

/** Two time sources that take turns: whatever is computed from two readings may be wrong. */
export const clockStrobe = defineFault({
  name: 'clock-strobe',
  summary: 'Let the time-of-day clock of a node jump there and back again and again.',
  chapter: 'Clock Synchronization and Accuracy',
  targets: 'nodes',
  needs: {},
  params: {
    by: signedDuration('How far; negative is back.'),
    clock: oneOf(
      ['time-of-day', 'monotonic'],
      'The time of day, or what programs read of the monotonic clock, as on a machine whose sockets count apart; no timer is touched.',
    ).default('time-of-day'),
    period: duration('From one jump to the next.').default('100ms').min('1us'),
  },
  example: '{ fault: clock-strobe, target: n2, by: 200ms, at: 5s, duration: 2s }',
  begin: (world, targets, { by, clock, period }) =>
    targets.map((node) => {
      let back: (() => void) | null = null;
      const there = (): (() => void) => {
        if (clock === 'monotonic') return world.clock(node).misread(by);
        world.stepWall(node, by);
        return () => world.stepWall(node, -by);
      };
      const jump = (): void => {
        if (back === null) back = there();
        else {
          back();
          back = null;
        }
        calledOff = world.later(period, jump);
      };
      let calledOff: () => void = () => undefined;
      jump();
      return () => {
        calledOff();
        back?.();
      };
    }),
});
