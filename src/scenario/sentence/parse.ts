import { closest } from '../../base/text/suggest.ts';
import { endedAt, type SelectorToken, selectorTokens, spelled } from '../selector/lexer.ts';
import { SelectorParser } from '../selector/parser.ts';
import { selectorIndex, type SelectorWorld } from '../selector/world.ts';
import { type Sentence, stateWords } from '../sentence.ts';
import {
  caught,
  listed,
  spanOver,
  type TextProblem,
  trouble,
} from '../diagnostics/text-problem.ts';

/** The names that sentences and moments may use. */
export interface SentenceWorld extends SelectorWorld {
  /** Ids of the faults of the file. */
  readonly faults: ReadonlySet<string>;
}

/** Words for states that people use, and the word of the language. */
const synonyms: Readonly<Record<string, string>> = {
  alive: 'up',
  running: 'up',
  started: 'up',
  crashed: 'down',
  dead: 'down',
  stopped: 'down',
  killed: 'down',
  frozen: 'paused',
  suspended: 'paused',
  reachable: 'connected',
  synchronised: 'synced',
  synchronized: 'synced',
};

const verbs: Readonly<Record<string, string>> = { are: 'is', was: 'is', be: 'is', has: 'is' };

function healedOf(tokens: readonly SelectorToken[]): Sentence | undefined {
  const words = tokens.slice(0, -1).map((token) => token.text);
  const text = words.join(' ');
  if (text === 'healed') return { kind: 'healed', text, negated: false };
  return text === 'not healed' ? { kind: 'healed', text, negated: true } : undefined;
}

/** No `is`: says what is missing. */
function refuseVerbless(tokens: readonly SelectorToken[]): never {
  const [first, last] = [tokens[0], tokens.at(-2)];
  if (first === undefined || last === undefined) {
    return trouble({ offset: 0, length: 0 }, 'a sentence is empty');
  }
  const verb = tokens.find((token) => Object.hasOwn(verbs, token.text));
  if (verb !== undefined) trouble(verb.span, 'the verb of a sentence is "is"', 'is');
  const whole = spanOver(first.span, last.span);
  const isState = [...stateWords, 'active'].some((word) => word === last.text);
  if (isState && first !== last) {
    const subject = spelled(tokens.slice(0, -2));
    trouble(whole, '"is" is missing', `${subject} is ${last.text}`);
  }
  if (closest(last.text, ['healed']) !== undefined) {
    trouble(last.span, `"${last.text}" is no sentence`, 'healed');
  }
  const form = '<nodes> is [not] <state>, <fault> is active, or healed';
  return trouble(whole, `"${spelled(tokens)}" is no sentence: ${form}`);
}

function activeOf(
  subject: readonly SelectorToken[],
  is: SelectorToken,
  world: SentenceWorld,
): string {
  const [fault, more] = subject;
  if (fault === undefined) return trouble(is.span, 'a fault is missing before "is"');
  if (fault.text === 'not') {
    trouble(fault.span, 'the "not" stands after "is": <fault> is not active');
  }
  if (more !== undefined) {
    const last = subject.at(-1) ?? more;
    trouble(spanOver(fault.span, last.span), 'one fault is active or not: its id stands alone');
  }
  if (world.faults.has(fault.text)) return fault.text;
  const index = selectorIndex(world);
  if (index.nodes.has(fault.text) || world.groups.has(fault.text)) {
    trouble(fault.span, `"${fault.text}" is a node, and faults are active: ${listed(stateWords)}`);
  }
  const near = closest(fault.text, world.faults) ?? null;
  return trouble(fault.span, `unknown fault "${fault.text}"`, near, { code: 'E_UNKNOWN_FAULT' });
}

type State = Extract<Sentence, { readonly kind: 'state' }>['state'];

function stateOf(token: SelectorToken, world: SentenceWorld): State {
  const { text, span } = token;
  const state = stateWords.find((word) => word === text);
  if (state !== undefined) return state;
  if (world.roles.has(text)) return { role: text };
  if (text === 'healed') trouble(span, '"healed" stands alone: it is about the whole run');
  if (token.kind === 'end') trouble(span, `a state is missing: ${listed(stateWords)}`);
  const synonym = Object.hasOwn(synonyms, text) ? synonyms[text] : undefined;
  const words = [...stateWords, 'active', ...world.roles];
  const message = `"${text}" is not a state: ${listed([...stateWords, ...world.roles])}`;
  return trouble(span, message, synonym ?? closest(text, words) ?? null);
}

/** A fault named where nodes are wanted deserves a better answer than an unknown node. */
function refuseFault(subject: readonly SelectorToken[], world: SentenceWorld): void {
  const [only, more] = subject;
  if (only === undefined || more !== undefined || !world.faults.has(only.text)) return;
  const index = selectorIndex(world);
  if (index.nodes.has(only.text) || world.groups.has(only.text)) return;
  trouble(only.span, `"${only.text}" is a fault: it is active or not, and has no other state`);
}

function sentenceOf(text: string, world: SentenceWorld): Sentence {
  const tokens = selectorTokens(text);
  const healed = healedOf(tokens);
  if (healed !== undefined) return healed;
  const at = tokens.findLastIndex((token) => token.kind === 'word' && token.text === 'is');
  const is = tokens[at];
  if (is === undefined) return refuseVerbless(tokens);
  const negated = tokens[at + 1]?.text === 'not';
  const stateAt = at + (negated ? 2 : 1);
  const [state, after] = [tokens[stateAt] ?? is, tokens[stateAt + 1]];
  if (after !== undefined && after.kind !== 'end') {
    const more = '; several sentences stand in a list';
    trouble(after.span, `a sentence ends after its state${after.text === 'and' ? more : ''}`);
  }
  const subject = tokens.slice(0, at);
  const words = spelled(tokens);
  if (state.text === 'active') {
    return { kind: 'fault-active', text: words, fault: activeOf(subject, is, world), negated };
  }
  const arrow = subject.find((token) => token.kind === 'arrow');
  if (arrow !== undefined) {
    trouble(arrow.span, 'a sentence speaks of nodes: "a, b is connected" is about both ways', ',');
  }
  if (subject[0]?.text === 'not') {
    trouble(subject[0].span, 'the "not" stands after "is": <nodes> is not <state>');
  }
  refuseFault(subject, world);
  const rules = { rest: false, drawn: true, switches: false };
  const who = new SelectorParser(endedAt(subject, is), selectorIndex(world), rules).whole();
  return { kind: 'state', text: words, who, negated, state: stateOf(state, world) };
}

/** Reads a sentence, which is true or false at each instant: `majority of raft is connected`. */
export function parseSentence(text: string, world: SentenceWorld): Sentence | TextProblem {
  return caught(() => sentenceOf(text, world));
}
