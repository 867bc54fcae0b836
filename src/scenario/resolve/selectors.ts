import type { NodeId } from '../../base/units.ts';
import { timings } from '../vocabulary/model-words.ts';
import type { TargetKind } from '../../library/faults/define.ts';
import { type Problems } from '../diagnostics/problems.ts';
import {
  parseNodeSelector,
  parseLinkSelector,
  parseTarget,
  parseWaySelector,
  type SelectorProblem,
  type WrittenSelector,
} from '../selector/parse.ts';
import { isFixed } from '../selector/parser.ts';
import { keyNodes } from '../selector/resolve.ts';
import type { LinkSelector, NodeSelector, Target } from '../selector.ts';
import { parseMoment } from '../sentence/moment.ts';
import { parseSentence } from '../sentence/parse.ts';
import type { Moment, Sentence } from '../sentence.ts';
import { isTextProblem } from '../diagnostics/text-problem.ts';
import { childOf, itemSpots, type Spot } from '../source/tree.ts';
import { readText } from '../values.ts';
import type { PeopledContext } from './context.ts';
import { severalOf } from './several.ts';

/** Told of an empty list where nodes are wanted. */
export const namesNobody = 'an empty list names nobody: leave the key out, or say who';

/** The text or texts of a selector; undefined when they are none (told). */
function written(spot: Spot, problems: Problems): WrittenSelector | undefined {
  if (spot.tree.kind !== 'list') return readText(spot, problems);
  const texts = severalOf(spot, 'E_SELECTOR', namesNobody, problems).map((item) =>
    readText(item, problems),
  );
  const found = texts.filter((text) => text !== undefined);
  return found.length === texts.length && found.length > 0 ? found : undefined;
}

/** Tells what is wrong in a selector, inside of its item when it is a list. */
function tellSelector(spot: Spot, problem: SelectorProblem, problems: Problems): void {
  const { item } = problem;
  const at = item === null ? spot : (itemSpots(spot)[item] ?? spot);
  problems.inValue('E_SELECTOR', at, problem);
}

function read<T extends object>(
  spot: Spot,
  parse: (text: WrittenSelector) => T | SelectorProblem,
  context: PeopledContext,
): T | undefined {
  const text = written(spot, context.problems);
  if (text === undefined) return undefined;
  const answer = parse(text);
  if (!isTextProblem(answer)) return answer;
  tellSelector(spot, answer, context.problems);
  return undefined;
}

/** A node selector; undefined when it is wrong (told). */
export function readNodeSelector(spot: Spot, context: PeopledContext): NodeSelector | undefined {
  return read(spot, (text) => parseNodeSelector(text, context.world), context);
}

/** A link selector; undefined when it is wrong (told). */
export function readLinkSelector(spot: Spot, context: PeopledContext): LinkSelector | undefined {
  return read(spot, (text) => parseLinkSelector(text, context.world), context);
}

/** Whole ways between nodes, without hops; undefined when it is wrong (told). */
export function readWaySelector(spot: Spot, context: PeopledContext): LinkSelector | undefined {
  return read(spot, (text) => parseWaySelector(text, context.world), context);
}

/** Whom a fault strikes. */
export function readTarget(
  spot: Spot,
  wants: TargetKind,
  context: PeopledContext,
): Target | undefined {
  const text = written(spot, context.problems);
  if (text === undefined) return undefined;
  if (wants === 'domains') return readDomainTarget(spot, context);
  const answer = parseTarget(text, context.world, wants);
  if (!isTextProblem(answer)) return answer;
  tellSelector(spot, answer, context.problems);
  return undefined;
}

function readDomainTarget(spot: Spot, context: PeopledContext): Target | undefined {
  const { world } = context.domains;
  const selector = read(spot, (text) => parseNodeSelector(text, world), context);
  return selector && { kind: 'domains', selector };
}

/** Nodes that are known before the run: no amounts, no roles. */
export function readFixedNodes(spot: Spot, context: PeopledContext): readonly NodeId[] | undefined {
  const selector = readNodeSelector(spot, context);
  if (selector === undefined) return undefined;
  if (isFixed(selector)) return keyNodes(selector, context.world.nodes);
  context.problems.atValue(
    'E_SELECTOR',
    spot,
    `"${selector.text}" is decided while the run goes on; fixed nodes are wanted here`,
  );
  return undefined;
}

function warnOfEvenQuorum(spot: Spot, sentence: Sentence, problems: Problems): void {
  if (sentence.kind !== 'state') return;
  for (const { amount, base } of sentence.who.terms) {
    if (amount?.kind !== 'majority' || base.kind !== 'nodes' || base.nodes.length % 2 !== 0)
      continue;
    const n = base.nodes.length;
    problems.warn(
      'W_EVEN_QUORUM',
      spot.tree.span,
      `a majority of ${n} tolerates no more failures than one of ${n - 1}`,
      {
        path: spot.path,
      },
    );
  }
}

function readSentence(spot: Spot, context: PeopledContext): Sentence | undefined {
  const text = readText(spot, context.problems);
  if (text === undefined) return undefined;
  const answer = parseSentence(text, context.world);
  if (isTextProblem(answer)) {
    context.problems.inValue('E_SENTENCE', spot, answer);
    return undefined;
  }
  if (answer.kind === 'healed') requireHeal(spot, '"healed"', context);
  warnOfEvenQuorum(spot, answer, context.problems);
  return answer;
}

/** Sentences: one, or a list of which all must hold; `lacking` is told of a list of none. */
export function readSentences(
  spot: Spot,
  context: PeopledContext,
  lacking = 'an empty list says nothing that must hold: leave the key out, or say what',
): readonly Sentence[] {
  const spots = severalOf(spot, 'E_SENTENCE', lacking, context.problems);
  return spots.flatMap((item) => readSentence(item, context) ?? []);
}

/** Tells that something refers to an instant that the scenario does not have. */
export function requireHeal(spot: Spot, what: string, context: PeopledContext): void {
  // One that stands there and is none was told already.
  if (context.healNs !== null || context.scenario.entries.has('heal')) return;
  context.problems.atValue('E_NO_HEAL', spot, `${what} needs \`heal\`, and the scenario has none`, {
    notes: ['add e.g. `heal: 40s` at the top'],
  });
}

/** Tells of `gst` where the model does not say when that is. */
function requireGst(spot: Spot, context: PeopledContext): void {
  const model = childOf(context.scenario, 'model');
  const timing = childOf(model, 'timing');
  const word = timing?.kind === 'scalar' ? timing.text : undefined;
  // A word that is none was told already.
  if (word !== undefined && !timings.some((known) => known === word)) return;
  if (word !== 'partially-synchronous') {
    context.problems.atValue('E_MODEL', spot, '`gst` belongs to a partially synchronous model', {
      notes: ['e.g. model: { timing: partially-synchronous, gst: 10s }'],
    });
  } else if (childOf(model, 'gst') === undefined) {
    requireHeal(spot, '"gst"', context);
  }
}

/** An instant: `gc begins`, `heal`, `10m`. */
export function readMoment(spot: Spot, context: PeopledContext): Moment | undefined {
  const text = readText(spot, context.problems);
  if (text === undefined) return undefined;
  const answer = parseMoment(text, context.world);
  if (isTextProblem(answer)) {
    context.problems.inValue('E_SENTENCE', spot, answer);
    return undefined;
  }
  if (answer.kind === 'heal') requireHeal(spot, `"${text}"`, context);
  if (answer.kind === 'gst') requireGst(spot, context);
  return answer;
}
