import { closest } from '../../base/text/suggest.ts';
import { parseDuration } from '../../base/time.ts';
import { type SelectorToken, selectorTokens } from '../selector/lexer.ts';
import type { Moment } from '../sentence.ts';
import {
  caught,
  listed,
  spanOver,
  type TextProblem,
  trouble,
} from '../diagnostics/text-problem.ts';
import type { SentenceWorld } from './parse.ts';
import { faultEdges, momentWords } from './words.ts';

type Edge = (typeof faultEdges)[number];

/** Words for the edges of a fault that people use, and the word of the language. */
const synonyms: Readonly<Record<string, Edge>> = {
  begin: 'begins',
  began: 'begins',
  start: 'begins',
  starts: 'begins',
  started: 'begins',
  end: 'ends',
  ended: 'ends',
  stop: 'ends',
  stops: 'ends',
  over: 'ends',
  hit: 'hits',
  strikes: 'hits',
};

/** True for a text that is meant as a moment, not as a sentence: `gc ends`, `heal`, `10m`. */
export function looksLikeMoment(text: string): boolean {
  const words = text.trim().split(/\s+/);
  const last = words.at(-1) ?? '';
  if (words.length > 1)
    return faultEdges.some((edge) => edge === last) || Object.hasOwn(synonyms, last);
  return momentWords.some((word) => word === last) || /^[0-9]/.test(last);
}

function timeOf(text: string): Moment {
  const trimmed = text.trim();
  const duration = parseDuration(trimmed);
  if (!('problem' in duration)) return { kind: 'time', text: trimmed, atNs: duration.ns };
  const span = { offset: text.indexOf(trimmed), length: trimmed.length };
  return trouble(span, duration.problem, duration.suggestion ?? null);
}

function faultOf(token: SelectorToken, world: SentenceWorld): string {
  if (world.faults.has(token.text)) return token.text;
  const near = closest(token.text, world.faults) ?? null;
  return trouble(token.span, `unknown fault "${token.text}"`, near, { code: 'E_UNKNOWN_FAULT' });
}

function edgeOf(token: SelectorToken): Edge {
  const edge = faultEdges.find((word) => word === token.text);
  if (edge !== undefined) return edge;
  const synonym = Object.hasOwn(synonyms, token.text) ? synonyms[token.text] : undefined;
  const message = `"${token.text}" is no instant of a fault: it ${listed(faultEdges)}`;
  return trouble(token.span, message, synonym ?? closest(token.text, faultEdges) ?? null);
}

function wordOf(token: SelectorToken, world: SentenceWorld): Moment {
  const { text, span } = token;
  const kind = momentWords.find((word) => word === text);
  if (kind !== undefined) return { kind, text };
  if (world.faults.has(text)) {
    const edges = listed(faultEdges.map((edge) => `"${text} ${edge}"`));
    trouble(span, `"${text}" is a fault, which has three instants: ${edges}`);
  }
  const message = `"${text}" is no instant: a time, ${listed(momentWords)}, or <fault> begins`;
  return trouble(span, message, closest(text, momentWords) ?? null);
}

function momentOf(text: string, world: SentenceWorld): Moment {
  if (/^\s*[0-9]\S*\s*$/.test(text)) return timeOf(text);
  const tokens = selectorTokens(text);
  const [first, second, third] = tokens;
  if (first === undefined || second === undefined || third === undefined) {
    if (first === undefined || first.kind === 'end') {
      return trouble({ offset: 0, length: text.length }, 'an instant is empty');
    }
    return wordOf(first, world);
  }
  const after = tokens[3];
  if (after !== undefined) {
    const span = spanOver(third.span, tokens.at(-2)?.span ?? third.span);
    trouble(span, 'an instant is one word, a time, or a fault and its edge');
  }
  const fault = faultOf(first, world);
  const edge = edgeOf(second);
  return { kind: 'fault', text: `${fault} ${edge}`, fault, edge };
}

/** Reads an instant: `gc begins`, `heal`, `gst`, `last-write`, or a time such as `10m`. */
export function parseMoment(text: string, world: SentenceWorld): Moment | TextProblem {
  return caught(() => momentOf(text, world));
}
