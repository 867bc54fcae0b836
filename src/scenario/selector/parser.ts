import type { NodeId } from '../../base/units.ts';
import type { Amount, Base, NodeSelector, Term } from '../selector.ts';
import { type Span, spanOver, trouble } from '../diagnostics/text-problem.ts';
import { amountCount, amountOf } from './amount.ts';
import { globBase, labelBase, namedBase, nobody } from './base.ts';
import { type SelectorToken, spelled } from './lexer.ts';
import type { SelectorIndex, SelectorWorld } from './world.ts';

/** What a selector may say where it stands. */
export interface SelectorRules {
  /** `rest` has a meaning: this is one side of a link. */
  readonly rest: boolean;
  /** Amounts and roles have one: this is no key of a file. */
  readonly drawn: boolean;
  /** Switches may be named: this is about links. */
  readonly switches: boolean;
}

/** Words that people put between two names, and what is meant. */
const joints: Readonly<Record<string, string>> = {
  and: ',',
  or: ',',
  plus: ',',
  but: 'except',
  without: 'except',
  minus: 'except',
  not: 'except',
  to: '->',
};

interface PlacedTerm extends Term {
  readonly span: Span;
}

/** Reads one node selector from tokens that end with `end`. */
export class SelectorParser {
  readonly #tokens: readonly SelectorToken[];
  readonly #index: SelectorIndex;
  readonly #rules: SelectorRules;
  #next = 0;

  constructor(tokens: readonly SelectorToken[], index: SelectorIndex, rules: SelectorRules) {
    this.#tokens = tokens;
    this.#index = index;
    this.#rules = rules;
  }

  /** The selector that all tokens make up; gives up at the first mistake. */
  whole(): NodeSelector {
    const { selector } = this.#selector(this.#rules);
    const token = this.#peek();
    if (token.kind !== 'end') this.#refuseRest(token);
    return selector;
  }

  #peek(ahead = 0): SelectorToken {
    const token = this.#tokens[this.#next + ahead] ?? this.#tokens.at(-1);
    if (token === undefined) return { kind: 'end', text: '', span: { offset: 0, length: 0 } };
    return token;
  }

  #take(): SelectorToken {
    const token = this.#peek();
    this.#next += 1;
    return token;
  }

  #selector(rules: SelectorRules): { readonly selector: NodeSelector; readonly span: Span } {
    const start = this.#next;
    const terms = [this.#term(rules)];
    while (this.#peek().kind === 'comma') {
      this.#take();
      terms.push(this.#term(rules));
    }
    let except: NodeSelector | null = null;
    if (this.#peek().text === 'except') {
      this.#take();
      except = this.#selector({ ...rules, rest: false }).selector;
    }
    const tokens = this.#tokens.slice(start, this.#next);
    const [first, last] = [tokens[0], tokens.at(-1)];
    const { span } = this.#peek();
    const whole =
      first === undefined || last === undefined ? span : spanOver(first.span, last.span);
    this.#checkTerms(terms, except, whole);
    const plain = terms.map(({ amount, base }) => ({ amount, base }));
    return { selector: { text: spelled(tokens), terms: plain, except }, span: whole };
  }

  #term(rules: SelectorRules): PlacedTerm {
    const first = this.#peek();
    const next = this.#peek(1);
    if (next.kind !== 'word' || next.text !== 'of') {
      const base = this.#base(rules);
      return { amount: null, base, span: this.#spanSince(first) };
    }
    if (!rules.drawn)
      trouble(spanOver(first.span, next.span), 'a key names fixed nodes, no amounts');
    const amount = amountOf(first, this.#index.world.roles);
    this.#next += 2;
    const base = this.#base(rules);
    const span = this.#spanSince(first);
    if (base.kind === 'role') trouble(span, `${base.role} is one node: no amount of it is drawn`);
    this.#checkAmount(amount, base, span);
    return { amount, base, span };
  }

  #spanSince(first: SelectorToken): Span {
    const last = this.#tokens[this.#next - 1] ?? first;
    return spanOver(first.span, last.span);
  }

  #base(rules: SelectorRules): Base {
    const token = this.#take();
    const { text, span } = token;
    if (token.kind === 'glob') return globBase(token, this.#index, rules.switches);
    if (token.kind === 'percent') {
      trouble(span, `"${text}" is an amount and is followed by "of" and a name`);
    }
    if (token.kind !== 'word') this.#missing(token);
    if (this.#peek().kind === 'colon') return this.#label(token);
    if (text === 'all') return { kind: 'nodes', nodes: this.#index.world.nodes };
    if (text === 'rest') {
      if (!rules.rest) trouble(span, '"rest" is every node not on the other side: it needs a link');
      return { kind: 'rest' };
    }
    const base = namedBase(token, this.#index, rules.switches);
    if (base.kind === 'role' && !rules.drawn) trouble(span, 'a key names fixed nodes, no roles');
    return base;
  }

  #missing(token: SelectorToken): never {
    const before = this.#tokens[this.#next - 2];
    if (token.kind !== 'end') trouble(token.span, `a name is missing before "${token.text}"`);
    if (before === undefined) trouble(token.span, 'no node is named');
    return trouble(before.span, `a name is missing after "${before.text}"`);
  }

  #label(kind: SelectorToken): Base {
    const colon = this.#take();
    const name = this.#take();
    const span = spanOver(kind.span, name.kind === 'end' ? colon.span : name.span);
    if (name.kind !== 'word') trouble(span, `"${kind.text}:" is followed by one name`);
    return labelBase(kind.text, name.text, span, this.#index);
  }

  #checkAmount(amount: Amount, base: Base, span: Span): void {
    if (base.kind !== 'nodes' || mayGrow(base, this.#index.world)) return;
    if (amount.kind === 'role') {
      const holders = this.#index.world.holders?.get(amount.role);
      if (holders === undefined || base.nodes.some((node) => holders.has(node))) return;
      trouble(span, `none of them is ever ${amount.role}: their programs have no such role`);
    }
    const n = base.nodes.length;
    const count = amountCount(amount, n);
    const nodes = n === 1 ? 'there is only 1 node' : `there are only ${n} nodes`;
    if (count > n) trouble(span, `${count} are wanted and ${nodes}`);
    if (count === 0) trouble(span, `the minority of ${n} is nobody`, null, nobody);
  }

  #checkTerms(terms: readonly PlacedTerm[], except: NodeSelector | null, span: Span): void {
    if (except === null) return;
    const gone = fixedNodes(except);
    const left = terms.some(
      ({ base }) =>
        base.kind !== 'nodes' ||
        mayGrow(base, this.#index.world) ||
        base.nodes.some((node) => !gone.has(node)),
    );
    if (!left) trouble(span, 'nobody is left: "except" takes all away', null, nobody);
    for (const term of terms) this.#checkDraw(term, gone);
  }

  /** An amount measures the whole base, and who is left out is not drawn. Who has a label may change. */
  #checkDraw({ amount, base, span }: PlacedTerm, gone: ReadonlySet<NodeId>): void {
    if (amount === null || amount.kind === 'role' || base.kind !== 'nodes') return;
    if (base.label !== undefined) return;
    const count = amountCount(amount, base.nodes.length);
    const left = base.nodes.filter((node) => !gone.has(node)).length;
    if (count > left) trouble(span, `${count} are wanted and "except" leaves ${left}`);
  }

  #refuseRest(token: SelectorToken): never {
    if (token.kind === 'arrow') {
      trouble(token.span, 'an arrow makes a link, and one link has one arrow');
    }
    if (token.text === 'except') {
      trouble(token.span, '"except" may stand once: name all that are left out after it');
    }
    const meant = joints[token.text.toLowerCase()] ?? null;
    const before = this.#tokens[this.#next - 1]?.text ?? '';
    const message = `nothing joins "${before}" and "${token.text}": several are joined by a comma`;
    return trouble(token.span, message, meant);
  }
}

/** True when nodes get the label that it names while the run goes on. */
export function mayGrow(base: Base, { laterLabels }: SelectorWorld): boolean {
  return base.kind === 'nodes' && base.label !== undefined && laterLabels?.has(base.label) === true;
}

/** The nodes that a selector certainly means, whatever is drawn. */
export function fixedNodes(selector: NodeSelector): ReadonlySet<NodeId> {
  const nodes = new Set<NodeId>();
  for (const { amount, base } of selector.terms) {
    if (amount === null && base.kind === 'nodes') for (const node of base.nodes) nodes.add(node);
  }
  if (selector.except !== null)
    for (const node of possibleNodes(selector.except)) nodes.delete(node);
  return nodes;
}

/** The nodes that a selector may mean, as far as they are named (no roles, no `rest`). */
function possibleNodes(selector: NodeSelector): ReadonlySet<NodeId> {
  const nodes = new Set<NodeId>();
  for (const { base } of selector.terms) {
    if (base.kind === 'nodes') for (const node of base.nodes) nodes.add(node);
  }
  if (selector.except !== null) for (const node of fixedNodes(selector.except)) nodes.delete(node);
  return nodes;
}

/** True when neither a draw nor a role nor `rest` takes part: the selection never changes. */
export function isFixed(selector: NodeSelector): boolean {
  const fixed = selector.terms.every(
    ({ amount, base }) => amount === null && base.kind === 'nodes',
  );
  return fixed && (selector.except === null || isFixed(selector.except));
}
