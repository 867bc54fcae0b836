import { duration, integer, text } from '../../base/schema.ts';
import type { NodeId } from '../../base/units.ts';
import type { Undo } from '../../world/verbs.ts';
import { defineFault } from './define.ts';

/** Planned, and yet partial failure: for a while some of them are down, and two versions are up. */
export const rollingRestart = defineFault({
  name: 'rolling-restart',
  summary:
    'Stop nodes and start them again, some at a time; each may come back with another version.',
  chapter: 'Faults and Partial Failures',
  targets: 'nodes',
  needs: { failures: 'crash-recovery' },
  weaker: ['crash'],
  params: {
    down: duration('How long each of them is down.').min('1ns').default('1s'),
    gap: duration('How long all are up before the next ones go down.').default('5s'),
    batch: integer('How many go down at a time.').min(1).default(1),
    version: text(
      'The label `version` of those that have come back: selectors (`version:v2`) and programs see it.',
    ).optional(),
  },
  example:
    '{ fault: rolling-restart, target: [n1, n2, n3], down: 1s, gap: 2s, version: v2, at: 5s }',
  begin(world, targets, { down, gap, batch, version }) {
    let undos: readonly Undo[] = [];
    const start = (): void => {
      for (const undo of undos) undo();
      undos = [];
    };
    const stop = (first: number): void => {
      const nodes: readonly NodeId[] = targets.slice(first, first + batch);
      if (nodes.length === 0) return;
      undos = nodes.map((node) => world.crash(node, 'process', ['memory']));
      world.later(down, () => {
        for (const node of nodes)
          if (version !== undefined) world.relabel(node, 'version', version);
        start();
        world.later(gap, () => stop(first + batch));
      });
    };
    stop(0);
    return start;
  },
});
