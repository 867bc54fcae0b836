import type { NodeId } from '../../base/units.ts';
import { amountCount } from '../selector/amount.ts';
import type { NodeSelector, Term } from '../selector.ts';
import type { Sentence } from '../sentence.ts';
import { type Demand, hasJoinedChoice } from './clique.ts';
import type { SentenceState } from './state.ts';

/** Whom a sentence speaks of now: these, and of each group of candidates some so many. */
interface Subjects {
  readonly fixed: readonly NodeId[];
  readonly demands: readonly Demand[];
}

type StateSentence = Extract<Sentence, { readonly kind: 'state' }>;

function holders(role: string, among: readonly NodeId[] | null, state: SentenceState): NodeId[] {
  return (among ?? state.nodes).filter((node) => state.holdsRole(role, node, among));
}

function baseNodes(term: Term, state: SentenceState): readonly NodeId[] {
  const { base } = term;
  if (base.kind === 'nodes') return base.nodes;
  // `rest` has no meaning outside a link, and the parser refuses it in sentences.
  return base.kind === 'role' ? holders(base.role, null, state) : [];
}

/** Everybody whom a selector may mean: what stands after `except` is left out whoever is drawn. */
function possible(selector: NodeSelector, state: SentenceState): ReadonlySet<NodeId> {
  const { fixed, demands } = subjectsOf(selector, state);
  return new Set([...fixed, ...demands.flatMap((demand) => demand.among)]);
}

function subjectsOf(selector: NodeSelector, state: SentenceState): Subjects {
  const gone = selector.except === null ? new Set<NodeId>() : possible(selector.except, state);
  const fixed = new Set<NodeId>();
  const demands: Demand[] = [];
  for (const term of selector.terms) {
    const base = baseNodes(term, state);
    const { amount } = term;
    if (amount === null || amount.kind === 'role') {
      const named = amount === null ? base : holders(amount.role, base, state);
      for (const node of named) if (!gone.has(node)) fixed.add(node);
    } else {
      const among = base.filter((node) => !gone.has(node));
      demands.push({ among, count: amountCount(amount, base.length) });
    }
  }
  return { fixed: [...fixed], demands };
}

function runs(id: NodeId, state: SentenceState): boolean {
  return state.isUp(id) && !state.isPaused(id);
}

/** Whether one node is in a state that a node can be in alone. */
function isInState(sentence: StateSentence, id: NodeId, state: SentenceState): boolean {
  const word = sentence.state;
  if (typeof word === 'object') return state.holdsRole(word.role, id, null);
  switch (word) {
    case 'up':
      return state.isUp(id);
    case 'down':
      return !state.isUp(id);
    case 'paused':
      return state.isPaused(id);
    case 'synced':
      return state.isSynced(id);
    case 'connected':
      return runs(id, state);
  }
}

function areConnected({ fixed, demands }: Subjects, state: SentenceState): boolean {
  if (!fixed.every((node) => runs(node, state))) return false;
  const running = demands.map(({ among, count }) => ({
    among: among.filter((node) => runs(node, state)),
    count,
  }));
  return hasJoinedChoice(fixed, running, (a, b) => state.isConnected(a, b));
}

function stateHolds(sentence: StateSentence, state: SentenceState): boolean {
  const subjects = subjectsOf(sentence.who, state);
  const { fixed, demands } = subjects;
  // About nobody (a role without a holder) nothing is true, neither a state nor its opposite.
  if (fixed.length === 0 && demands.length === 0) return false;
  if (sentence.state === 'connected') return areConnected(subjects, state) !== sentence.negated;
  const fits = (id: NodeId): boolean => isInState(sentence, id, state) !== sentence.negated;
  if (!fixed.every((node) => fits(node))) return false;
  return demands.every(({ among, count }) => among.filter((node) => fits(node)).length >= count);
}

/**
 * Whether a sentence is true now. All members must be in the state; with an amount, some so many
 * of them. `is not` is asked of each member, but of `connected`, which is about them together:
 * `majority of raft is not connected` means that no majority is.
 */
export function holds(sentence: Sentence, state: SentenceState): boolean {
  switch (sentence.kind) {
    case 'healed':
      return state.healed !== sentence.negated;
    case 'fault-active':
      return state.isFaultActive(sentence.fault) !== sentence.negated;
    case 'state':
      return stateHolds(sentence, state);
  }
}
