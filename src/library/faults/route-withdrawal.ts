import { duration } from '../../base/schema.ts';
import { defineFault } from './define.ts';

/** Routers agree on new ways within seconds inside a data centre, in minutes across the internet. */
export const routeWithdrawal = defineFault({
  name: 'route-withdrawal',
  summary: 'Take links away until routers have found other ways; then their messages take these.',
  chapter: 'Network Faults in Practice',
  targets: 'links',
  needs: { timing: 'partially-synchronous' },
  weaker: ['partition', 'hold', 'loss'],
  actsOnMessages: false,
  params: {
    converges: duration(
      'How long it takes until messages go other ways; after its end as long until they come back.',
    ).default('30s'),
  },
  example: '{ fault: route-withdrawal, target: n1 <-> n2, converges: 10s, at: 5s, duration: 20s }',
  begin: (world, targets, { converges }) =>
    targets.map(({ from, to }) => world.withdraw([from], [to], converges)),
});
