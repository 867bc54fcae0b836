import type { Decision, Part } from '../decision.ts';
import { never, outcome } from '../history.ts';
import { nil } from '../value-table.ts';
import { CellIndex } from './cell-index.ts';
import { growOnlySetPath } from './grow-only-set.ts';
import { orderBy } from './place-order.ts';
import { held, isOneObject, told, violated, wordsOf } from './verdict.ts';

const method = 'set intervals';

/** What an operation on one element is: a number of the column `role`. */
const role = { none: 0, add: 1, remove: 2, isIn: 3, isOut: 4 } as const;

/** A part as operations on single elements. */
interface Elements {
  /** By index of the part. */
  readonly role: Uint8Array;
  readonly element: Int32Array;
  readonly count: number;
}

/** Reads a part; null when an element is added or removed twice, or an operation is unknown. */
function elementsOf(part: Part): Elements | null {
  const { history, operations } = part;
  const words = wordsOf(history, ['add', 'remove', 'contains']);
  const yes = history.values.cellOf(true);
  const no = history.values.cellOf(false);
  const roles = new Uint8Array(operations.length);
  const element = new Int32Array(operations.length);
  const index = new CellIndex(operations.length);
  const seen = new Uint8Array(operations.length * 3 + 3);
  for (let i = 0; i < operations.length; i += 1) {
    const operation = operations[i] ?? 0;
    if (history.outcome[operation] === outcome.fail) continue;
    const word = words[history.name[operation] ?? 0] ?? -1;
    if (word < 0) return null;
    const isKnown = history.outcome[operation] === outcome.ok;
    const output = isKnown ? (history.output[operation] ?? nil) : nil;
    const its = index.add(history.input[operation] ?? nil);
    element[i] = its;
    if (word === 2) {
      if (isKnown && output !== yes && output !== no) return null;
      if (isKnown) roles[i] = output === yes ? role.isIn : role.isOut;
      continue;
    }
    // "Nothing changed" says only what was in.
    if (output === no) {
      roles[i] = word === 0 ? role.isIn : role.isOut;
      continue;
    }
    roles[i] = word === 0 ? role.add : role.remove;
    // An answer of "changed" and none at all are different operations.
    const kind = its * 3 + word;
    if (seen[kind] !== 0) return null;
    seen[kind] = output === yes ? 2 : 1;
  }
  return { role: roles, element, count: index.count };
}

/** The operations of one element, as indices of the part. */
interface Story {
  readonly add: number;
  readonly remove: number;
  readonly isIn: readonly number[];
  readonly isOut: readonly number[];
}

class Judge {
  readonly #part: Part;
  readonly #yes: number;

  constructor(part: Part) {
    this.#part = part;
    this.#yes = part.history.values.cellOf(true);
  }

  #operation(i: number): number {
    return this.#part.operations[i] ?? -1;
  }

  #began(i: number): number {
    return this.#part.history.invoked[this.#operation(i)] ?? 0;
  }

  #ended(i: number): number {
    return this.#part.history.completed[this.#operation(i)] ?? 0;
  }

  #isPending(i: number): boolean {
    return this.#ended(i) === never;
  }

  #isChanging(i: number): boolean {
    const { outcome: how, output } = this.#part.history;
    return how[this.#operation(i)] === outcome.ok && output[this.#operation(i)] === this.#yes;
  }

  #say(i: number): string {
    return told(this.#part.history, this.#operation(i));
  }

  #no(why: string, items: readonly number[]): Decision {
    const shown = items.filter((i) => i >= 0).map((i) => this.#operation(i));
    return violated(this.#part, method, why, shown);
  }

  /** Null: the operations of one element can be put in order. */
  judge(story: Story): Decision | null {
    const { add, remove, isIn, isOut } = story;
    const [sight = -1] = isIn;
    if (add < 0) {
      if (sight >= 0) return this.#no(`${this.#say(sight)}: nobody added it`, [sight]);
      const isRemoved = remove >= 0 && this.#isChanging(remove);
      return isRemoved ? this.#no(`${this.#say(remove)}: nobody added it`, [remove]) : null;
    }
    const isRemoveFree = remove < 0 || this.#isPending(remove);
    const needsAdd =
      !this.#isPending(add) || sight >= 0 || (remove >= 0 && this.#isChanging(remove));
    if (!needsAdd) return null;
    // Never removed: out, then in for good. A remove without an answer may come before the add.
    const mayStay = isRemoveFree || !this.#isChanging(remove);
    const staying = isRemoveFree ? isOut : [...isOut, remove];
    const stays = this.#outBeforeIn(staying, add, isIn);
    if (mayStay && stays === null) return null;
    if (remove < 0) return stays;
    const goes = this.#between(story);
    return goes === null ? null : this.#both(goes, mayStay ? stays : null);
  }

  /** What contradicts both ways in which it could have been. */
  #both(one: Decision, other: Decision | null): Decision {
    if (one.verdict !== 'violated' || other?.verdict !== 'violated') return one;
    const shown = [...one.witness.operations, ...other.witness.operations];
    return violated(this.#part, method, one.witness.why, shown);
  }

  /** All of `isOut` before the add, all of `isIn` after it. */
  #outBeforeIn(isOut: readonly number[], add: number, isIn: readonly number[]): Decision | null {
    let last = -1;
    for (const i of isOut) if (last < 0 || this.#began(i) > this.#began(last)) last = i;
    let first = add;
    for (const i of isIn) {
      if (this.#ended(i) < this.#began(add)) {
        return this.#no(`${this.#say(i)} ended before ${this.#say(add)} began`, [i, add]);
      }
      if (this.#ended(i) < this.#ended(first)) first = i;
    }
    if (last < 0 || this.#ended(first) >= this.#began(last)) return null;
    const why = `${this.#say(first)} ended before ${this.#say(last)} began, which did not find it`;
    return this.#no(why, [add, first, last]);
  }

  /** The add, then all of `isIn`, then the remove, and none of `isOut` between them. */
  #between(story: Story): Decision | null {
    const { add, remove, isIn, isOut } = story;
    let first = this.#ended(remove) < this.#ended(add) ? remove : add;
    let last = this.#began(add) > this.#began(remove) ? add : remove;
    if (this.#ended(remove) < this.#began(add)) {
      return this.#no(`${this.#say(remove)} ended before ${this.#say(add)} began`, [add, remove]);
    }
    for (const i of isIn) {
      if (this.#ended(i) < this.#began(add)) {
        return this.#no(`${this.#say(i)} ended before ${this.#say(add)} began`, [i, add]);
      }
      if (this.#ended(remove) < this.#began(i)) {
        const why = `${this.#say(remove)} ended before ${this.#say(i)} began, which found it in`;
        return this.#no(why, [i, remove, add]);
      }
      if (this.#ended(i) < this.#ended(first)) first = i;
      if (this.#began(i) > this.#began(last)) last = i;
    }
    const from = this.#ended(first);
    const to = this.#began(last);
    const wrong = isOut.find((i) => from < this.#began(i) && this.#ended(i) < to);
    if (wrong === undefined) return null;
    const why =
      `${this.#say(wrong)} did not find what was in from the end of ${this.#say(first)} ` +
      `to the begin of ${this.#say(last)}`;
    return this.#no(why, [add, remove, first, last, wrong]);
  }
}

/**
 * A set (add, remove, contains) to which each element is added once at most, and from which it is
 * removed once at most. Each element is by itself (Herlihy and Wing: linearizability is local): it
 * is in from its add to its remove, and whatever found it in must lie between, whatever did not
 * outside. A remove that does not say whether it changed anything may also come before the add.
 * Exact; linear, but for a radix sort. Reads of all elements: only in sets that grow.
 */
export function setPath(part: Part): Decision | null {
  if (!isOneObject(part)) return null;
  const { history } = part;
  const words = wordsOf(history, ['read']);
  if (part.operations.some((operation) => words[history.name[operation] ?? 0] === 0)) {
    return growOnlySetPath(part);
  }
  const elements = elementsOf(part);
  if (elements === null) return null;
  const judge = new Judge(part);
  const order = orderBy(elements.element);
  for (let from = 0; from < order.length;) {
    const element = elements.element[order[from] ?? 0];
    let to = from;
    while (to < order.length && elements.element[order[to] ?? 0] === element) to += 1;
    const items = Array.from(order.subarray(from, to));
    const having = (wanted: number) => items.filter((i) => elements.role[i] === wanted);
    const [add = -1] = having(role.add);
    const [remove = -1] = having(role.remove);
    const story = { add, remove, isIn: having(role.isIn), isOut: having(role.isOut) };
    const wrong = judge.judge(story);
    if (wrong !== null) return wrong;
    from = to;
  }
  return held(part, method);
}
