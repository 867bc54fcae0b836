import { node, nodes, oneOf } from '../../base/schema.ts';
import { defineFault } from './define.ts';

/** It is always DNS: everybody runs, everybody is connected, and nobody finds anybody. */
export const nameFailure = defineFault({
  name: 'name-failure',
  summary:
    'Make name servers give wrong answers about nodes, or none; what is remembered outlives it on both sides.',
  chapter: 'Network Faults in Practice',
  targets: 'nodes',
  needs: { timing: 'partially-synchronous' },
  params: {
    answer: oneOf(
      ['nxdomain', 'servfail', 'silence'],
      'What they say: that there is no such name, that they cannot tell, or nothing at all; `nxdomain` if nothing else is said.',
    ).optional(),
    to: node('They lead to this node in its place, as an old or forged entry does.').optional(),
    servers: nodes('Only these servers; all without it.').optional(),
  },
  exclusive: [['answer', 'to']],
  example: '{ fault: name-failure, target: far, answer: servfail, at: 5s, duration: 10s }',
  begin: (world, targets, { answer = 'nxdomain', to, servers }) =>
    world.answerNames(targets, to === undefined ? answer : { address: to }, servers ?? null),
});
