import { boolean, defineProgram, duration, oneOf, signedDuration, wallTime } from 'fault-sim';

export const stopwatch = defineProgram({
  name: 'stopwatch',
  summary: 'Does one piece of work after another, and measures how long each took.',
  config: {
    clock: oneOf(['time-of-day', 'monotonic'], 'Which clock it measures with.').default(
      'monotonic',
    ),
    work: duration('How long each piece takes.').default('2s'),
  },
  events: {
    measured: {
      took: signedDuration('By its own measurement.'),
      wall: wallTime('What the clock on the wall shows at the end.'),
      synchronised: boolean('Its daemon believes that this is right.'),
    },
  },

  start(node, { clock, work }) {
    const read = (): number => (clock === 'monotonic' ? node.clock.monotonic() : node.clock.wall());
    const go = (): void => {
      const began = read();
      node.after(work, () => {
        const wall = node.clock.wall();
        const { synchronised } = node.clock.status();
        node.observe('measured', { took: read() - began, wall, synchronised });
        go();
      });
    };
    go();
  },
});
