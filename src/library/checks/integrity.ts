import { oneOf } from '../../base/schema.ts';
import {
  aboutInstance,
  decisionFields,
  fieldText,
  instanceFields,
  type Told,
} from './events/decision.ts';
import { defineCheck } from './define.ts';

/** Integrity of consensus, and of delivery: what is done is not done again, nor undone. */
export const integrity = defineCheck({
  name: 'integrity',
  summary: 'A node decides at most once.',
  property: 'safety',
  config: {
    ...decisionFields,
    ...instanceFields,
    again: oneOf(
      ['never', 'same-value'],
      'Whether a node may report its decision again, as one does that learns it anew after a restart.',
    ).default('never'),
  },
  example: 'decides-once: { check: integrity, of: member }',
  histories: () => ({
    held: [{ at: '1s', node: 'a', event: 'decided', data: { value: 'x' } }],
    violated: [
      { at: '1s', node: 'a', event: 'decided', data: { value: 'x' } },
      { at: '2s', node: 'a', event: 'decided', data: { value: 'y' } },
    ],
  }),

  watch(run, config) {
    const decided = new Map<string, Map<string, Told>>();
    run.onEvent(config.event, (seen) => {
      run.exercised();
      const instance = fieldText(seen, config.instance);
      const value = fieldText(seen, config.value);
      const ofNode = decided.get(seen.node) ?? new Map<string, Told>();
      decided.set(seen.node, ofNode);
      const before = ofNode.get(instance);
      if (before === undefined) {
        ofNode.set(instance, seen);
        return;
      }
      if (config.again === 'same-value' && fieldText(before, config.value) === value) return;
      const about = aboutInstance(run, seen, config.instance);
      const [earlier, now] = [before, seen].map((told) => run.fieldText(told, config.value));
      run.violated(
        `${seen.node} decided ${now} after it had decided ${earlier}${about}`,
        before,
        seen,
      );
    });
  },
});
