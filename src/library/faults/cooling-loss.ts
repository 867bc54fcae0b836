import { compileSampler } from '../../base/sampler/sampler.ts';
import { distribution, factor as factorOf, object } from '../../base/schema.ts';
import type { Undo } from '../../world/verbs.ts';
import { defineFault } from './define.ts';
import { drawnLength } from './timing/drawn-length.ts';

/**
 * The air conditioning fails and everything that it cools gets warm, each rack in its own time: first
 * processors are throttled, then hosts switch themselves off. When it works again they are switched on
 * one by one.
 */
export const coolingLoss = defineFault({
  name: 'cooling-loss',
  summary:
    'A room grows warm: its machines are throttled, and then switch themselves off, rack by rack.',
  chapter: 'Faults and Partial Failures',
  targets: 'domains',
  needs: { failures: 'crash-recovery' },
  weaker: ['outage'],
  params: {
    throttle: object(
      {
        after: distribution('How long after the cooling, drawn for each rack.'),
        factor: factorOf('So much longer takes each piece of work.').min('1x'),
      },
      'Before it switches off, a machine is slow. Only nodes with `cores` have a processor.',
    ).optional(),
    shutdown: object(
      {
        after: distribution('How long after the cooling hosts are off, drawn for each rack.'),
        'power-on': distribution(
          'How much later than the cooling each host is up again, drawn for each.',
        ).default('0s'),
      },
      'The hosts of a rack switch themselves off.',
    ).optional(),
  },
  example:
    '{ fault: cooling-loss, target: room, throttle: { after: 1s, factor: 4x }, shutdown: { after: 3s..4s }, at: 5s, duration: 10s }',
  begin(world, targets, { throttle, shutdown }) {
    const undos: Undo[] = [];
    for (const place of world.placesIn(targets)) {
      const draws = world.random.for(place);
      if (throttle !== undefined) {
        const after = drawnLength(compileSampler(throttle.after), draws.for('throttle'));
        world.later(after, () => {
          for (const node of world.nodesIn(place)) undos.push(world.slow(node, throttle.factor));
        });
      }
      if (shutdown !== undefined) {
        const after = drawnLength(compileSampler(shutdown.after), draws.for('shutdown'));
        const powerOn = compileSampler(shutdown['power-on']);
        world.later(after, () => {
          const delay = (node: string) => drawnLength(powerOn, draws.for(`power-on ${node}`));
          undos.push(world.fail(place, delay));
        });
      }
    }
    return () => {
      for (const undo of undos) undo();
    };
  },
});
