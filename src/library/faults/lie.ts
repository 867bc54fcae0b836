import { text } from '../../base/schema.ts';
import { defineFault } from './define.ts';

/** A lie made to measure: the program's own file has it under `lies`. */
export const lie = defineFault({
  name: 'lie',
  summary: 'A node tells a lie that its program knows by name; all its targets are accomplices.',
  chapter: 'Byzantine Faults',
  targets: 'nodes',
  actsOnMessages: true,
  needs: { failures: 'byzantine' },
  weaker: ['withhold'],
  speaksOf: 'lie',
  params: { lie: text("A name under `lies` of the target's program.") },
  example: '{ fault: lie, target: general-1, lie: split-orders, at: 0s, duration: 10s }',
  begin: (world, targets, { lie: name }) =>
    world.rule({ from: targets, kind: '*' }, (packet) => {
      const said = world.lie(packet, name, targets);
      if (said === null) return 'pass';
      return said === 'nothing' ? 'drop' : said;
    }),
});
