import { defineFault } from './define.ts';

/** The head was over the wrong track: the checksum fits, the place does not. */
export const diskMisdirected = defineFault({
  name: 'disk-misdirected',
  summary:
    'Let what a sync writes land in the place of another file; the cache hides it until then.',
  chapter: 'System Model and Reality',
  targets: 'nodes',
  needs: { failures: 'byzantine' },
  diskOps: ['sync'],
  example: '{ fault: disk-misdirected, target: store, match: { nth: 1 }, at: 25s, duration: 10s }',
  begin: (world, targets) => targets.map((node) => world.disk(node, () => 'misdirect')),
});
