import type { NodeId } from '../../base/units.ts';
import type { LinkSelector, NodeSelector, Target, Term } from '../selector.ts';
import {
  caught,
  isTextProblem,
  type Span,
  type TextProblem,
  trouble,
} from '../diagnostics/text-problem.ts';
import type { Code } from '../diagnostics/codes.ts';
import { amountCount } from './amount.ts';
import { nobody } from './base.ts';
import { endedAt, type SelectorToken, selectorTokens, spelled } from './lexer.ts';
import { fixedNodes, isFixed, mayGrow, SelectorParser, type SelectorRules } from './parser.ts';
import { selectorIndex, type SelectorWorld } from './world.ts';

/** What is wrong in a selector; in one written as a list, offsets count inside the item. */
export interface SelectorProblem extends TextProblem {
  /** Which item of a list, from 0; null when the selector is one text. */
  readonly item: number | null;
}

/** A selector as a file holds it: a text, or a list that means the same with commas. */
export type WrittenSelector = string | readonly string[];

const SEPARATOR = ', ';

/** Parses the joined text of a list and puts a problem back into the item where it is. */
function parsed<T extends object>(
  written: WrittenSelector,
  parse: (text: string) => T,
): T | SelectorProblem {
  if (typeof written === 'string') {
    const answer = caught(() => parse(written));
    return isTextProblem(answer) ? { ...answer, item: null } : answer;
  }
  const answer = caught(() => parse(written.join(SEPARATOR)));
  if (!isTextProblem(answer)) return answer;
  let offset = answer.offset;
  let item = 0;
  for (const text of written.slice(0, -1)) {
    if (offset <= text.length) break;
    offset -= text.length + SEPARATOR.length;
    item += 1;
  }
  const room = (written[item]?.length ?? 0) - offset;
  return {
    ...answer,
    offset: Math.max(0, offset),
    length: Math.max(0, Math.min(answer.length, room)),
    item,
  };
}

function isLink(tokens: readonly SelectorToken[]): boolean {
  return tokens.some((token) => token.kind === 'arrow');
}

function refuseLink(tokens: readonly SelectorToken[], why: string, code?: Code): void {
  const arrow = tokens.find((token) => token.kind === 'arrow');
  if (arrow !== undefined) trouble(arrow.span, why, null, { code });
}

function hasRest(selector: NodeSelector): boolean {
  return selector.terms.some(({ base }) => base.kind === 'rest');
}

/** True when nobody is the rest of these. Switches are, beside one that is named. */
function leavesNobody(
  named: ReadonlySet<NodeId>,
  { nodes, switches = [] }: SelectorWorld,
): boolean {
  const others = switches.some((one) => named.has(one)) ? [...nodes, ...switches] : nodes;
  return others.every((one) => named.has(one));
}

/** Gives up when a link has no pair of two different nodes, whatever is drawn. */
function checkPairs(link: LinkSelector, world: SelectorWorld, arrow: Span): void {
  const { from, to } = link;
  if (hasRest(from) && hasRest(to)) {
    trouble(arrow, '"rest" is every node not on the other side: one side must be named');
  }
  for (const [named, other] of [
    [from, to],
    [to, from],
  ] as const) {
    const onlyRest = other.except === null && other.terms.every(({ base }) => base.kind === 'rest');
    if (isFixed(named) && onlyRest && leavesNobody(fixedNodes(named), world)) {
      trouble(arrow, 'no node is left for "rest"', null, nobody);
    }
  }
  checkDraws(link, arrow);
  if (!isFixed(from) || !isFixed(to)) return;
  if ([...from.terms, ...to.terms].some(({ base }) => mayGrow(base, world))) return;
  const both = new Set([...fixedNodes(from), ...fixedNodes(to)]);
  if (both.size < 2) trouble(arrow, 'a node has no link to itself', null, nobody);
}

/** The nodes that an amount draws from, and how many it draws. */
interface DrawnPool {
  readonly nodes: readonly NodeId[];
  readonly wanted: number;
}

/** The nodes that a selector always means: named, or an amount that is all there are. */
function certainNodes(selector: NodeSelector): ReadonlySet<NodeId> {
  const terms = selector.terms.flatMap((term): Term[] => {
    const { amount, base } = term;
    // Who has a label may change.
    if (base.kind !== 'nodes' || base.label !== undefined) return [];
    if (amount === null || amount.kind === 'role') return [term];
    const drawsAll = amountCount(amount, base.nodes.length) >= base.nodes.length;
    return [drawsAll ? { amount: null, base } : term];
  });
  return fixedNodes({ ...selector, terms });
}

/** What an amount is drawn from, as far as that is known beforehand; undefined when it may change. */
function poolOf({ amount, base }: Term, { except }: NodeSelector): DrawnPool | undefined {
  if (amount === null || amount.kind === 'role') return undefined;
  if (base.kind !== 'nodes' || base.label !== undefined) return undefined;
  const gone = except !== null && isFixed(except) ? fixedNodes(except) : new Set<NodeId>();
  const nodes = base.nodes.filter((node) => !gone.has(node));
  return { nodes, wanted: amountCount(amount, base.nodes.length) };
}

/** Most of these nodes that the first side can leave, whatever is drawn there. */
function mostLeft(nodes: readonly NodeId[], from: NodeSelector): number {
  const certain = certainNodes(from);
  const among = new Set(nodes);
  const taken = from.terms.map((term) => {
    const pool = poolOf(term, from);
    if (pool === undefined) return 0;
    const elsewhere = pool.nodes.filter((node) => !among.has(node)).length;
    return Math.min(pool.wanted, pool.nodes.length) - elsewhere;
  });
  const named = nodes.filter((node) => certain.has(node)).length;
  return nodes.length - Math.max(named, ...taken);
}

/** The first amount of the second side that draws more nodes than the first can leave. */
function overdrawn({ from, to }: LinkSelector): (DrawnPool & { left: number }) | undefined {
  if (hasRest(from)) return undefined;
  for (const term of to.terms) {
    const pool = poolOf(term, to);
    const left = pool === undefined ? 0 : mostLeft(pool.nodes, from);
    if (pool !== undefined && left < pool.wanted) return { ...pool, left };
  }
  return undefined;
}

/** Gives up when an amount on the second side draws among too few nodes that are not on the first. */
function checkDraws(link: LinkSelector, arrow: Span): void {
  const found = overdrawn(link);
  if (found === undefined) return;
  const { from, to, both } = link;
  const why =
    found.left <= 0
      ? 'nobody is left to draw'
      : `${found.wanted} are wanted and at most ${found.left} ${found.left === 1 ? 'is' : 'are'} left to draw`;
  const turned = overdrawn({ ...link, from: to, to: from }) === undefined;
  const meant = both && turned ? `${to.text} <-> ${from.text}` : `rest -> ${to.text}`;
  trouble(
    arrow,
    `${why}: an amount on the second side draws among nodes that are not on the first`,
    both && !turned ? null : meant,
    found.left <= 0 ? nobody : {},
  );
}

function linkOf(text: string, world: SelectorWorld, rules: SelectorRules): LinkSelector {
  const tokens = selectorTokens(text);
  const at = tokens.findIndex((token) => token.kind === 'arrow');
  const [arrow, end] = [tokens[at], tokens.at(-1)];
  if (arrow === undefined || end === undefined) {
    const whole = { offset: 0, length: text.length };
    return trouble(
      whole,
      'a link is wanted: "a -> b" one way, "a <-> b" both ways',
      `${text} <-> rest`,
    );
  }
  const index = selectorIndex(world);
  const left = tokens.slice(0, at);
  const from = new SelectorParser(endedAt(left, arrow), index, rules).whole();
  const to = new SelectorParser(tokens.slice(at + 1), index, rules).whole();
  const link: LinkSelector = { text: spelled(tokens), from, to, both: arrow.text === '<->' };
  checkPairs(link, world, arrow.span);
  return link;
}

function nodesOf(text: string, world: SelectorWorld, rules: SelectorRules): NodeSelector {
  const tokens = selectorTokens(text);
  refuseLink(tokens, 'nodes are wanted here, and an arrow makes a link');
  return new SelectorParser(tokens, selectorIndex(world), rules).whole();
}

/** All links between these nodes and the others. */
function withRest(text: string, world: SelectorWorld): LinkSelector {
  const from = nodesOf(text, world, { rest: false, drawn: true, switches: true });
  const to: NodeSelector = {
    text: 'rest',
    terms: [{ amount: null, base: { kind: 'rest' } }],
    except: null,
  };
  const whole = { offset: 0, length: text.length };
  if (isFixed(from) && leavesNobody(fixedNodes(from), world)) {
    const why =
      'nodes as the target of links mean those to all other nodes, and there are no others';
    trouble(whole, why, `${from.text} -> ${from.text}`);
  }
  const selector: LinkSelector = { text: `${from.text} <-> rest`, from, to, both: true };
  checkPairs(selector, world, whole);
  return selector;
}

const node: SelectorRules = { rest: false, drawn: true, switches: false };
const link: SelectorRules = { rest: true, drawn: true, switches: true };

/** Reads a node selector: `one of raft except leader`. */
export function parseNodeSelector(
  written: WrittenSelector,
  world: SelectorWorld,
): NodeSelector | SelectorProblem {
  return parsed(written, (text) => nodesOf(text, world, node));
}

/** Reads a link selector: `raft-1 <-> rest`. */
export function parseLinkSelector(
  written: WrittenSelector,
  world: SelectorWorld,
): LinkSelector | SelectorProblem {
  return parsed(written, (text) => linkOf(text, world, link));
}

/** Reads a selector of the whole ways between nodes: no switch is an end of one. */
export function parseWaySelector(
  written: WrittenSelector,
  world: SelectorWorld,
): LinkSelector | SelectorProblem {
  return parsed(written, (text) => linkOf(text, world, { ...link, switches: false }));
}

/** Reads a key under `links`: a link selector without amounts and roles. */
export function parseLinkKey(text: string, world: SelectorWorld): LinkSelector | SelectorProblem {
  return parsed(text, (key) => linkOf(key, world, { ...link, drawn: false }));
}

/** Reads a key under `clocks` or `disks`: a node selector without amounts and roles. */
export function parseNodeKey(text: string, world: SelectorWorld): NodeSelector | SelectorProblem {
  return parsed(text, (key) => nodesOf(key, world, { ...node, drawn: false }));
}

/** Reads what a switch connects: nodes and switches, without amounts and roles. */
export function parseSwitchKey(text: string, world: SelectorWorld): NodeSelector | SelectorProblem {
  return parsed(text, (key) => nodesOf(key, world, { ...node, drawn: false, switches: true }));
}

/** Whether a list holds links written one by one: an arrow in one item alone belongs to the whole. */
function holdsLinks(written: WrittenSelector): written is readonly string[] {
  if (typeof written === 'string') return false;
  return written.filter((item) => item.includes('->')).length > 1;
}

/** Links written one by one; a node among them means all its links to the rest. */
function parseSeveral(written: readonly string[], world: SelectorWorld): Target | SelectorProblem {
  const selectors: LinkSelector[] = [];
  for (const [item, text] of written.entries()) {
    const answer = parseTarget(text, world, 'links');
    if (isTextProblem(answer)) return { ...answer, item };
    if (answer.kind === 'links') selectors.push(answer.selector);
  }
  return { kind: 'several', selectors };
}

/**
 * Reads whom a fault strikes, or what a metric is `of` (`either`). Where links are wanted, a node
 * selector means all links between these nodes and the rest; where nodes are wanted, a link is wrong.
 */
export function parseTarget(
  written: WrittenSelector,
  world: SelectorWorld,
  wants: 'nodes' | 'links' | 'none' | 'either',
): Target | SelectorProblem {
  if (wants === 'links' && holdsLinks(written)) return parseSeveral(written, world);
  return parsed(written, (text): Target => {
    const tokens = selectorTokens(text);
    if (wants === 'none') {
      const whole = { offset: 0, length: text.length };
      return trouble(whole, 'nothing is aimed at here: no target', null, { code: 'E_TARGET' });
    }
    if (wants === 'nodes') {
      refuseLink(tokens, 'nodes are wanted as target, and an arrow makes a link', 'E_TARGET');
    }
    if (isLink(tokens)) return { kind: 'links', selector: linkOf(text, world, link) };
    if (wants !== 'links') return { kind: 'nodes', selector: nodesOf(text, world, node) };
    return { kind: 'links', selector: withRest(text, world) };
  });
}
