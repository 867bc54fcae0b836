import { closest } from '../../../base/text/suggest.ts';
import { valueText } from '../../../base/schema/text.ts';
import type { GivenReply } from '../define.ts';
import type { Shape } from './shape.ts';

/** What a step of a model gives when it is possible. */
export interface StepResult {
  readonly state: unknown;
  readonly reply?: unknown;
}

function misspelt(given: object, known: readonly string[], what: string): string | null {
  const odd = Object.keys(given).find((key) => !known.includes(key));
  if (odd === undefined) return null;
  const meant = closest(odd, known);
  return `${what} has no "${odd}"${meant === undefined ? '' : `, did you mean ${meant}?`}`;
}

/** What is wrong with a reply that a step gives; null: nothing. */
function replyProblem(reply: unknown, op: string, shape: Shape): string | null {
  if (typeof reply !== 'object' || reply === null || Array.isArray(reply)) {
    return `gives the reply ${valueText(reply)}; its fields by name are wanted`;
  }
  const known = shape.hasReplyKey ? ['key', ...shape.replyFields] : shape.replyFields;
  const odd = misspelt(reply, known, `the reply of ${op}`);
  if (odd !== null) return `gives a wrong reply: ${odd}`;
  const missing = shape.requiredReply.find((name) => (reply as GivenReply)[name] === undefined);
  return missing === undefined ? null : `gives a reply without ${missing}`;
}

/**
 * Throws TypeError when what a step gave is no result: it would be taken for a state that is never left,
 * or for an answer that nobody got.
 */
export function demandResult(
  model: string,
  op: string,
  shape: Shape,
  given: unknown,
): asserts given is StepResult {
  const problem = resultProblem(given, op, shape);
  if (problem !== null) throw new TypeError(`model ${model}: the step of ${op} ${problem}`);
}

function resultProblem(given: unknown, op: string, shape: Shape): string | null {
  if (typeof given !== 'object' || given === null || !('state' in given)) {
    return `gives ${valueText(given)}; { state, reply } or "impossible" is wanted`;
  }
  const odd = misspelt(given, ['state', 'reply'], 'what it gives');
  if (odd !== null) return `is wrong: ${odd}`;
  const { reply } = given as StepResult;
  return reply === undefined ? null : replyProblem(reply, op, shape);
}
