import { expect } from 'vitest';
import type { Value } from '../../src/base/units.ts';
import type { Decision } from '../../src/history/decision.ts';
import { type History, HistoryBuilder, outcome } from '../../src/history/history.ts';
import { linearizability } from '../../src/history/linearizability/decide.ts';
import type { ExampleOperation, Model } from '../../src/library/models/define.ts';
import { questionOf } from '../../src/library/models/space/space.ts';
import { Shape } from '../../src/library/models/space/shape.ts';
import { lanes } from './lanes.ts';

const budget = { steps: 1_000_000, memoBytes: 1 << 26 };

/** One client's operations, one after another. */
function storyOf(model: Model, story: readonly ExampleOperation[]): History {
  const builder = new HistoryBuilder();
  const { values } = builder;
  const client = builder.newProcess('c1');
  for (const { op, body = {}, reply = {} } of story) {
    const shape = new Shape(model.operations[op]);
    const key = values.cellOf(body['key'] ?? null);
    const name = builder.nameOf(op);
    const asked = builder.invoke(client, name, key, shape.inputCell(values, body));
    builder.complete(asked, outcome.ok, shape.outputCell(values, reply));
  }
  return builder.build();
}

/** What is found about a history, by the fast path where there is one and by the search: the same. */
function judged(model: Model, history: History, initial?: Value): Decision {
  const question = { ...questionOf(model, history, initial), budget };
  const quick = linearizability(history, question);
  const searched = linearizability(history, { ...question, fastPath: null });
  expect(quick.verdict).toBe(searched.verdict);
  return searched;
}

/** What a model says of a history drawn in lanes. */
export function verdictOf(model: Model, drawn: string, initial?: Value): Decision['verdict'] {
  return judged(model, lanes(drawn), initial).verdict;
}

/** A model's own stories are as it says, and its reads do change nothing. */
export function expectStoriesOf(model: Model): void {
  const stories = model.stories?.();
  if (stories === undefined) throw new Error(`${model.name} tells no stories`);
  expect(judged(model, storyOf(model, stories.held))).toMatchObject({ verdict: 'held' });
  expect(judged(model, storyOf(model, stories.violated))).toMatchObject({ verdict: 'violated' });
  const told = new Set([...stories.held, ...stories.violated].map(({ op }) => op));
  expect([...told].every((op) => Object.hasOwn(model.operations, op))).toBe(true);
}
