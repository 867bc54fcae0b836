import { compileSampler } from '../../base/sampler/sampler.ts';
import { distribution } from '../../base/schema.ts';
import { ns } from '../../base/units.ts';
import { defineFault } from './define.ts';
import { drawnLength } from './timing/drawn-length.ts';

/**
 * A failure domain is gone, and all that has no other way than through it. What stands on it loses its
 * power, and with it memory and unsynced writes; what hangs on a switch loses the network only, and
 * what runs a version or a configuration its process only.
 */
export const outage = defineFault({
  name: 'outage',
  summary:
    'A rack, a PDU, a switch, a room, a site fails, and what depends on it alone fails with it.',
  chapter: 'Faults and Partial Failures',
  targets: 'domains',
  needs: { failures: 'crash-recovery' },
  params: {
    'power-on': distribution(
      'How much later than the domain each of its hosts is up again, drawn for each.',
    ).default('0s'),
  },
  example: '{ fault: outage, target: room, at: 5s, duration: 10s, power-on: 0s..2s }',
  begin(world, targets, params) {
    const sampler = compileSampler(params['power-on']);
    return targets.map((domain) =>
      world.fail(domain, (node) =>
        sampler.maxNs === 0 ? ns(0) : drawnLength(sampler, world.random.for(`${domain} ${node}`)),
      ),
    );
  },
});
