import { event, oneOf } from '../../base/schema.ts';
import type { NodeId } from '../../base/units.ts';
import { defineCheck, type Seen } from './define.ts';
import { RunningNodes } from './events/running-nodes.ts';

const enough = {
  every: (decided: number, running: number) => decided === running,
  majority: (decided: number, running: number) => decided * 2 > running,
  some: (decided: number) => decided > 0,
} as const;

/** Termination of consensus: whoever is up decides. A node that is down, or paused, is not waited for. */
export const termination = defineCheck({
  name: 'termination',
  summary: 'The nodes that run decide, in time if `within` says so.',
  property: 'liveness',
  // Who is down, and what nodes hold, was decided before a window begins.
  wholeHistory: true,
  config: {
    event: event('The event with which a node reports its decision.').default('decided'),
    by: oneOf(
      ['every', 'majority', 'some'],
      'How many of the nodes of `of` that run must have decided.',
    ).default('every'),
  },
  example: 'everybody-decides: { check: termination, of: member, within: 20s }',
  histories: () => ({
    within: '5s',
    held: [
      { at: '1s', node: 'a', event: 'decided' },
      { at: '2s', node: 'b', event: 'decided' },
      { at: '3s', node: 'c', process: 'crashed' },
    ],
    violated: [
      { at: '1s', node: 'a', event: 'decided' },
      { at: '2s', node: 'b', event: 'decided' },
      { at: '6s', node: 'c', event: 'decided' },
    ],
  }),

  watch(run, config) {
    const running = new RunningNodes(run.nodes);
    const decided = new Set<NodeId>();
    const isDone = (): boolean => {
      const all = running.all;
      // Where nobody runs, nothing can be asked of anybody.
      if (all.length === 0) return false;
      return enough[config.by](all.filter((node) => decided.has(node)).length, all.length);
    };
    const look = (seen: Seen<unknown>): void => {
      if (decided.size > 0 && isDone()) run.reached(seen);
    };
    run.onEvent(config.event, (seen) => {
      run.exercised();
      decided.add(seen.node);
      look(seen);
    });
    run.onProcess((seen) => {
      running.changed(seen);
      look(seen);
    });
    run.atEnd(() => {
      if (run.withinNs !== null) return;
      run.exercised();
      if (isDone()) return;
      const missing = running.all.filter((node) => !decided.has(node));
      run.violated(`never decided: ${missing.join(', ') || 'nobody runs'}`);
    });
  },
});
