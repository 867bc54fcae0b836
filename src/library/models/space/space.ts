import { valueText } from '../../../base/schema/text.ts';
import type { Value } from '../../../base/units.ts';
import type { History } from '../../../history/history.ts';
import type { Question } from '../../../history/linearizability/decide.ts';
import { Pairs } from '../../../history/linearizability/pairs.ts';
import type { SpaceOf } from '../../../history/linearizability/state-space.ts';
import { isRequest } from '../../../world/program/protocol.ts';
import type { Model } from '../define.ts';
import { ModelSpace } from './model-space.ts';
import { Shape } from './shape.ts';

/** The state space of a model for a history; made when it is asked for. */
export function spaceFor(model: Model, history: History, initial?: Value): SpaceOf {
  return () => new ModelSpace(model, history, initial === undefined ? model.initial : initial);
}

/** Whether a model has an operation of that name. */
function isKnown(model: Model, name: string): boolean {
  const declared = Object.hasOwn(model.operations, name) ? model.operations[name] : undefined;
  return declared !== undefined && isRequest(declared);
}

/** Throws TypeError when what tells independent parts apart is nothing that can be compared. */
function demandKey(model: Model, op: string, word: unknown): asserts word is string {
  if (['string', 'number', 'boolean'].includes(typeof word)) return;
  throw new TypeError(
    `model ${model.name}: the key of ${op} is ${valueText(word)}; a text is wanted`,
  );
}

/** The object that each operation is about: what the model says, or else its key. */
function objectsOf(model: Model, history: History): Int32Array | null {
  const { key } = model;
  if (key === null) {
    // A model whose operations name a key keeps all keys in one state.
    const takesKey = Object.values(model.operations).some((one) => new Shape(one).hasKey);
    return takesKey ? null : history.key;
  }
  const objects = new Int32Array(history.count);
  const asked = new Pairs();
  const questions = new Pairs();
  const objectOf: number[] = [];
  const numberOf = new Map<string, number>();
  const shapes = history.names.map((name) => new Shape(model.operations[name]));
  for (let i = 0; i < history.count; i += 1) {
    const name = history.name[i] ?? 0;
    const shape = shapes[name];
    const op = history.names[name];
    if (shape === undefined || op === undefined || !isKnown(model, op)) continue;
    const keyCell = history.key[i] ?? 0;
    const input = history.input[i] ?? 0;
    const question = questions.of(asked.of(keyCell, input), name);
    let object = objectOf[question];
    if (object === undefined) {
      const word: unknown = key({ op, body: shape.body(history.values, keyCell, input) });
      demandKey(model, op, word);
      object = numberOf.get(word) ?? numberOf.size;
      numberOf.set(word, object);
      objectOf[question] = object;
    }
    objects[i] = object;
  }
  return objects;
}

/** All that `linearizability` needs to know of a model: `{ ...questionOf(model, history), budget }`. */
export function questionOf(
  model: Model,
  history: History,
  initial?: Value,
): Omit<Question, 'budget' | 'partition'> {
  const first = initial === undefined ? (model.initial as Value) : initial;
  const { values } = history;
  return {
    spaceOf: spaceFor(model, history, first),
    fastPath: (paths) => model.fastPath?.(values.cellOf(first), values, paths) ?? null,
    initialValue: values.cellOf(first),
    objects: objectsOf(model, history),
    knows: history.names.map((name) => isKnown(model, name)),
  };
}

/** Names of operations of a history that a model does not know, in order of name index. */
export function unknownOperations(model: Model, history: History): readonly string[] {
  return history.names.filter((name) => !isKnown(model, name));
}
