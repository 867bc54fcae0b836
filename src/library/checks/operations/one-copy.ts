import { integer, oneOfOrOwn, value } from '../../../base/schema.ts';
import type { Value } from '../../../base/units.ts';
import type { Decision } from '../../../history/decision.ts';
import { type History, outcome } from '../../../history/history.ts';
import { refusedButShown } from '../../../history/refused.ts';
import type { Question } from '../../../history/linearizability/decide.ts';
import type { Model } from '../../models/define.ts';
import { initialProblem } from '../../models/space/initial.ts';
import { models } from '../../models/index.ts';
import { questionOf } from '../../models/space/space.ts';
import type { Futility, Watch } from '../define.ts';

/** Bytes that the memory of one search may take. */
const MEMO_BYTES = 268_435_456;

/** Steps of one search when a scenario says nothing of them. */
export const usualBudget = 1_000_000;

/** What a scenario says of a check that compares operations with those on one copy. */
export const oneCopy = {
  model: oneOfOrOwn<Model>(
    models.names,
    'What one copy would do: a model of the library, or your own as ./my-model.ts; operations of other names are left out.',
  ),
  initial: value(
    'What a key holds before anybody writes, in place of what the model says.',
  ).optional(),
  budget: integer('How many steps a search may take before it is undecided.')
    .default(usualBudget)
    .min(1),
};

/** How to judge: in steps of the budget, from an initial value. */
export interface Judging {
  readonly budget: number;
  readonly initial?: Value | undefined;
}

/** No copy can begin with a value that the model's steps are not made for. */
export function unfitInitial({
  model,
  initial,
}: {
  readonly model: string | Model;
  readonly initial?: Value | undefined;
}): Futility | null {
  const why = initial === undefined ? null : initialProblem(modelNamed(model), initial);
  return why === null ? null : { key: 'initial', why };
}

/** Whether somebody was told the end of an operation of these names. */
function isAnswered(
  { outcome: outcomes, name, count }: History,
  names: readonly boolean[],
): boolean {
  for (let i = 0; i < count; i += 1) {
    if (outcomes[i] === outcome.ok && names[name[i] ?? -1] === true) return true;
  }
  return false;
}

/** A violation with a word on the refusal that it contradicts, if there is one. */
function withRefusal(decision: Decision, columns: History): Decision {
  if (decision.verdict !== 'violated') return decision;
  const { witness } = decision;
  const refused = refusedButShown(columns, witness.operations);
  if (refused === null) return decision;
  return { ...decision, witness: { ...witness, why: `${witness.why}; ${refused}` } };
}

/** Judges all operations of a run at its end; those that a model does not know are left out. */
export function judgeAgainst(
  run: Pick<Watch<{}>, 'operations' | 'decided' | 'undecided'>,
  model: Model,
  { budget, initial }: Judging,
  decide: (history: History, question: Question) => Decision,
): void {
  const asked = run.operations();
  const { columns } = asked;
  const { knows = [], ...question } = questionOf(model, columns, initial);
  if (isAnswered(columns, knows)) {
    const limits = { steps: budget, memoBytes: MEMO_BYTES };
    const decision = decide(columns, { ...question, knows, budget: limits });
    run.decided(withRefusal(decision, columns), asked);
  } else if (columns.count > 0 && !knows.includes(true)) {
    const known = Object.keys(model.operations).join(', ');
    const names = columns.names.join(', ');
    run.undecided(`${names}: none is an operation of the model ${model.name}, which has ${known}`);
  }
}

/** The model that `oneCopy` names: of the library by its name, a user's own as it was found. */
export function modelNamed(name: string | Model): Model {
  if (typeof name !== 'string') return name;
  const model = models.get(name);
  if (model === undefined) throw new Error(`no model is called ${name}`);
  return model;
}
