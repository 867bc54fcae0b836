import { ppm } from '../../base/schema.ts';
import { defineFault } from './define.ts';

/** Its end restores the rate; the offset that was gathered meanwhile stays. */
export const clockDrift = defineFault({
  name: 'clock-drift',
  summary: 'Make the oscillator of a node run too fast or too slow.',
  chapter: 'Clock Synchronization and Accuracy',
  targets: 'nodes',
  needs: { timing: 'partially-synchronous' },
  params: { by: ppm('Frequency error on top of its own; negative is slow.') },
  example: '{ fault: clock-drift, target: n2, at: 5s, duration: 30s, by: 200ppm }',
  begin: (world, targets, { by }) => targets.map((node) => world.drift(node, by)),
});
