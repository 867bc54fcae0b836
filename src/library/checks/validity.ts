import { event, node } from '../../base/schema.ts';
import { decisionFields, fieldText } from './events/decision.ts';
import { defineCheck } from './define.ts';

/** Validity of consensus: nothing is made up. Lynch, "Distributed Algorithms", 1996. */
export const validity = defineCheck({
  name: 'validity',
  summary: 'What a node decides was proposed by some node before.',
  property: 'safety',
  // A proposal counts however long before a window it was made.
  wholeHistory: true,
  loyalOnly: true,
  config: {
    ...decisionFields,
    proposal: event(
      'The event with which a node (of `of`) reports its proposal; the value has the same field.',
    ).default('proposed'),
    leader: node(
      'The node whose proposal all others are to take up; nothing is judged without it.',
    ).optional(),
  },
  example: 'nothing-made-up: { check: validity, of: member }',
  histories: () => ({
    held: [
      { at: '1s', node: 'a', event: 'proposed', data: { value: 'x' } },
      { at: '2s', node: 'b', event: 'decided', data: { value: 'x' } },
    ],
    violated: [
      { at: '1s', node: 'a', event: 'proposed', data: { value: 'x' } },
      { at: '2s', node: 'b', event: 'decided', data: { value: 'y' } },
    ],
  }),

  watch(run, config) {
    const proposed = new Set<string>();
    run.onEvent(config.proposal, (seen) => {
      const counts = config.leader === undefined || seen.node === config.leader;
      if (counts) proposed.add(fieldText(seen, config.value));
    });
    run.onEvent(config.event, (seen) => {
      // What a liar proposes is not asked: then nobody knows whom the others should follow.
      if (config.leader !== undefined && proposed.size === 0) return;
      run.exercised();
      if (proposed.has(fieldText(seen, config.value))) return;
      const value = run.fieldText(seen, config.value);
      run.violated(`${seen.node} decided ${value}, which nobody had proposed`, seen);
    });
  },
});
