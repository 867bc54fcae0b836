import { event } from '../../base/schema.ts';
import { decisionFields, fieldText } from './decision.ts';
import { defineCheck } from './define.ts';

/** Validity of consensus: nothing is made up. Lynch, "Distributed Algorithms", 1996. */
export const validity = defineCheck({
  name: 'validity',
  summary: 'What a node decides was proposed by some node before.',
  property: 'safety',
  config: {
    ...decisionFields,
    proposal: event(
      'The event with which a node (of `of`) reports its proposal; the value has the same field.',
    ).default('proposed'),
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
    run.onEvent(config.proposal, (seen) => void proposed.add(fieldText(seen, config.value)));
    run.onEvent(config.event, (seen) => {
      run.exercised();
      const value = fieldText(seen, config.value);
      if (proposed.has(value)) return;
      run.violated(`${seen.node} decided ${value}, which nobody had proposed`, seen);
    });
  },
});
