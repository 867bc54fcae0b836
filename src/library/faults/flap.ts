import { compileSampler } from '../../base/sampler/sampler.ts';
import { distribution } from '../../base/schema.ts';
import type { Undo } from '../../world/verbs.ts';
import { defineFault } from './define.ts';
import { drawnLength } from './timing/drawn-length.ts';

/** A cable with a loose contact: a renewal process, each stretch drawn on its own. */
export const flap = defineFault({
  name: 'flap',
  summary: 'Cut links and heal them again and again: off first, then on, then off.',
  chapter: 'Network Faults in Practice',
  targets: 'links',
  needs: { timing: 'partially-synchronous' },
  weaker: ['hold', 'loss'],
  actsOnMessages: false,
  params: {
    off: distribution('How long the links are cut, each time.'),
    on: distribution('How long they work in between.'),
  },
  example: '{ fault: flap, target: n1 <-> n2, off: 200ms..1s, on: 2s, at: 5s, duration: 20s }',
  begin(world, targets, { off, on }) {
    const lengths = { off: compileSampler(off), on: compileSampler(on) };
    let undos: readonly Undo[] = [];
    const goOn = (): void => {
      for (const undo of undos) undo();
      undos = [];
      world.later(drawnLength(lengths.on, world.random), goOff);
    };
    const goOff = (): void => {
      undos = targets.map(({ from, to }) => world.cut([from], [to]));
      world.later(drawnLength(lengths.off, world.random), goOn);
    };
    goOff();
    return () => {
      for (const undo of undos) undo();
    };
  },
});
