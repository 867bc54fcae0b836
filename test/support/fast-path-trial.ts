import type { Decision, FastPath } from '../../src/history/decision.ts';
import { ValueTable } from '../../src/history/value-table.ts';
import {
  isLinearizable,
  type SmallOperation,
  type SpecificationName,
  specifications,
} from './brute-force.ts';
import { isExhaustive, isLong } from './long.ts';
import { ordersInTime, type Pattern, patternAt, patternsOf } from './small-patterns.ts';
import { type Choices, type Content, Interned, type Row, rowsOf, RowStage } from './small-rows.ts';

/** How long a test of all small histories may take, ms: of five operations a quarter of an hour. */
export const patienceMs = isExhaustive ? 7_200_000 : 600_000;

/** How many histories a fast path decided each way. */
export interface Trial {
  held: number;
  violated: number;
  undecided: number;
  /** Those of the undecided in which every operation ended. */
  undecidedWithoutPending: number;
}

const lines = (operations: readonly SmallOperation[]): string =>
  operations
    .map(
      (operation) =>
        `\n  ${JSON.stringify({ ...operation, completed: String(operation.completed) })}`,
    )
    .join('');

/** Patterns of one number of operations, and what orders of which of them keep their times. */
class PatternTable {
  readonly patterns: readonly Pattern[];
  /** By pattern and set of operations. */
  readonly #orders: (Int32Array | undefined)[];
  readonly #sets: number;

  constructor(count: number, pending: number, allEnds: boolean) {
    this.patterns = patternsOf(count, pending, allEnds);
    this.#sets = 1 << count;
    this.#orders = Array.from({ length: this.patterns.length * this.#sets });
  }

  /** Whether one of these orders of a set keeps the times of a pattern. */
  allows(index: number, set: number, right: Int32Array): boolean {
    const at = index * this.#sets + set;
    let orders = this.#orders[at];
    if (orders === undefined) {
      const pattern = this.patterns[index];
      if (pattern === undefined) throw new RangeError(`no pattern ${index}`);
      orders = ordersInTime(pattern, set);
      this.#orders[at] = orders;
    }
    for (let i = 0; i < orders.length; i += 1) {
      if (((orders[i] ?? 0) & (right[i] ?? 0)) !== 0) return true;
    }
    return false;
  }
}

/** Compares a fast path with all orders, history by history; its witnesses must contradict by themselves. */
export class FastPathTrial {
  readonly trial: Trial = { held: 0, violated: 0, undecided: 0, undecidedWithoutPending: 0 };
  /** How many operations the longest witness had. */
  longestWitness = 0;
  /** How many histories were compared. */
  compared = 0;
  readonly #path: FastPath;
  readonly #specification: (typeof specifications)[SpecificationName];
  readonly #interned = new Interned(new ValueTable());
  readonly #tables = new Map<number, PatternTable>();
  readonly #stages: RowStage[] = [];

  constructor(path: FastPath, specification: SpecificationName) {
    this.#path = path;
    this.#specification = specifications[specification];
  }

  /**
   * Tries a row at all times that it can have. `allEnds`: with neighbouring ends in every order.
   * `allBegins`: with neighbouring begins, too; else only if their kinds stand in one order.
   */
  tryRow(row: Row, allEnds: boolean, allBegins: boolean): void {
    const { contents, pending } = row;
    const stage = this.#stage(contents.length);
    stage.enter(row);
    const falls = allBegins ? 0 : fallsOf(row);
    const hasProcesses = contents.some(({ process }) => process !== undefined);
    const table = this.#table(contents.length, pending, allEnds);
    const everything = (1 << contents.length) - 1;
    for (let index = 0; index < table.patterns.length; index += 1) {
      const pattern = table.patterns[index];
      if (pattern === undefined) continue;
      if ((pattern.begunTogether & falls) !== 0) continue;
      if (hasProcesses && !stage.isInTurn(pattern)) continue;
      const decision = this.#path(stage.during(pattern));
      if (!this.#counted(decision, pending === 0)) continue;
      const isRight = table.allows(index, everything, stage.rightOrders(everything));
      if (isRight !== (decision.verdict === 'held')) {
        throw wrong(decision, timed(row, pattern));
      }
      if (decision.verdict === 'held') continue;
      const { operations } = decision.witness;
      this.longestWitness = Math.max(this.longestWitness, operations.length);
      let shown = 0;
      for (const operation of operations) shown |= 1 << operation;
      const isOutside = (shown & ~everything) !== 0;
      if (isOutside || table.allows(index, shown, stage.rightOrders(shown))) {
        throw noContradiction(decision, timed(row, pattern));
      }
    }
  }

  /** Tries one history of any length. */
  try(operations: readonly SmallOperation[]): void {
    const isOver = operations.every(({ completed }) => completed !== Infinity);
    let pending = 0;
    for (let i = 0; i < operations.length; i += 1) {
      if (operations[i]?.completed === Infinity) pending |= 1 << i;
    }
    const stage = this.#stage(operations.length);
    stage.enter({ contents: operations, pending });
    const decision = this.#path(stage.during(patternOf(operations)));
    if (!this.#counted(decision, isOver)) return;
    const isRight = isLinearizable(operations, this.#specification);
    if (isRight !== (decision.verdict === 'held')) throw wrong(decision, operations);
    if (decision.verdict === 'held') return;
    const shown = decision.witness.operations.map((index) => operations[index]);
    this.longestWitness = Math.max(this.longestWitness, shown.length);
    const known = shown.filter((operation) => operation !== undefined);
    if (known.length !== shown.length || isLinearizable(known, this.#specification)) {
      throw noContradiction(decision, operations);
    }
  }

  #counted(
    decision: Decision | null,
    isOver: boolean,
  ): decision is Exclude<Decision, { verdict: 'undecided' }> {
    this.compared += 1;
    if (decision !== null && decision.verdict !== 'undecided') {
      this.trial[decision.verdict] += 1;
      return true;
    }
    this.trial.undecided += 1;
    if (isOver) this.trial.undecidedWithoutPending += 1;
    return false;
  }

  #stage(count: number): RowStage {
    return (this.#stages[count] ??= new RowStage(count, this.#specification, this.#interned));
  }

  #table(count: number, pending: number, allEnds: boolean): PatternTable {
    const which = ((count << 8) | pending) * 2 + (allEnds ? 1 : 0);
    const known = this.#tables.get(which);
    if (known !== undefined) return known;
    const table = new PatternTable(count, pending, allEnds);
    this.#tables.set(which, table);
    return table;
  }
}

const wrong = (decision: Decision, operations: readonly SmallOperation[]): Error => {
  const why = decision.verdict === 'violated' ? decision.witness.why : '';
  return new Error(`${decision.verdict} is wrong: ${why}${lines(operations)}`);
};

const noContradiction = (decision: Decision, operations: readonly SmallOperation[]): Error => {
  const witness = decision.verdict === 'violated' ? decision.witness : null;
  const shown = witness?.operations.join(', ');
  return new Error(`no contradiction: ${witness?.why} (${shown})${lines(operations)}`);
};

/** The times of operations as places. */
function patternOf(operations: readonly SmallOperation[]): Pattern {
  const invoked = operations.map((operation) => operation.invoked);
  const completed = operations.map((operation) => operation.completed);
  const times = Float64Array.from([...invoked, ...completed]).sort();
  const place = (time: number): number => (time === Infinity ? time : times.indexOf(time));
  return patternAt(invoked.map(place), completed.map(place));
}

/** A row at the times of a pattern. */
function timed({ contents, pending }: Row, { invoked, completed }: Pattern): SmallOperation[] {
  return contents.map((content, i) => ({
    ...content,
    invoked: invoked[i] ?? 0,
    completed: (pending & (1 << i)) === 0 ? (completed[i] ?? 0) : Infinity,
  }));
}

/** Whether no process has two operations at a time, or one after one that is pending. */
function isInTurn(operations: readonly SmallOperation[]): boolean {
  return operations.every((one, i) =>
    operations
      .slice(i + 1)
      .every(
        (other) =>
          one.process === undefined ||
          one.process !== other.process ||
          one.completed < other.invoked,
      ),
  );
}

/** The operations whose kind comes after that of the next one, in some order of kinds: a set. */
function fallsOf({ contents, pending }: Row): number {
  const kinds = contents.map(({ name, output }, i) =>
    (pending & (1 << i)) === 0 ? `${name} ${output === false}` : name,
  );
  let falls = 0;
  for (let i = 0; i + 1 < kinds.length; i += 1) {
    if ((kinds[i] ?? '') > (kinds[i + 1] ?? '')) falls |= 1 << i;
  }
  return falls;
}

/** The turn of whoever watches: a test that computes for minutes must let the others speak. */
const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** Of how many operations all histories are tried in this run. */
export const exhaustedCount = isExhaustive ? 5 : 4;

/**
 * Tries all histories of up to `count` operations that the choices allow: up to three of them with
 * their ends in every order, four up to the order of neighbouring ends, five up to that of
 * neighbouring begins as well, none of which an operation can tell apart.
 */
export async function exhausted(
  trial: FastPathTrial | ((row: readonly Content[]) => FastPathTrial),
  choices: Choices,
  isCanonical?: (row: readonly Content[]) => boolean,
  count = exhaustedCount,
): Promise<void> {
  for (let size = 1; size <= count; size += 1) {
    let left = 0;
    for (const row of rowsOf(size, choices, isCanonical)) {
      const its = typeof trial === 'function' ? trial(row.contents) : trial;
      its.tryRow(row, size < 4, size < 5);
      left = left === 0 ? 1000 : left - 1;
      if (left === 0) await turn();
    }
  }
}

/** Numbers from 0 up to, but without, a limit. */
type Draw = (limit: number) => number;

function drawsFrom(seed: number): Draw {
  let state = seed;
  return (limit) => {
    state = (state + 0x6d2b_79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % limit;
  };
}

const pick = <T>(items: readonly T[], draw: Draw): T | undefined => items[draw(items.length)];

/** Contents that answer one another rightly, one after another. */
function rightRow(
  specification: SpecificationName,
  count: number,
  choices: Choices,
  draw: Draw,
): Content[] {
  const { initial, step } = specifications[specification];
  const row: Content[] = [];
  let state: readonly number[] = initial;
  while (row.length < count) {
    const all = choices(row, count - row.length);
    const from = draw(all.length);
    let next: readonly number[] | undefined;
    for (let at = 0; at < all.length && next === undefined; at += 1) {
      const content = all[(from + at) % all.length];
      if (content === undefined) continue;
      next = step(state, content);
      if (next !== undefined) row.push(content);
    }
    if (next === undefined) break;
    state = next;
  }
  return row;
}

/** Times round each operation's moment, in order of invocation, some of them without an end. */
function spread(
  row: readonly Content[],
  width: number,
  pending: number,
  draw: Draw,
): SmallOperation[] {
  const operations = row.map((content, i) => {
    const invoked = i * 100 - draw(width) - 1;
    const isOpen = draw(100) < pending;
    const completed = isOpen ? Infinity : i * 100 + draw(width) + 1;
    return { ...content, invoked, completed, output: isOpen ? null : content.output };
  });
  return operations
    .toSorted((a, b) => a.invoked - b.invoked)
    .map((operation, i) => ({
      ...operation,
      invoked: operation.invoked * 16 + i,
      completed: operation.completed * 16 + i,
    }));
}

/**
 * Tries random histories of 6 to 10 operations: right ones, right ones with one answer changed, and
 * such whose answers are by chance. Few of them in a short run.
 */
export async function tried(
  trial: FastPathTrial,
  specification: SpecificationName,
  choices: Choices,
  runs = 100_000,
): Promise<void> {
  const draw = drawsFrom(42);
  for (let run = 0; run < (isLong ? runs : runs / 80); run += 1) {
    const count = 6 + draw(5);
    const row = rightRow(specification, count, choices, draw);
    if (run % 3 > 0) {
      const at = draw(row.length);
      const others = choices(row.slice(0, at), count - at).filter(
        (other) => other.input === row[at]?.input,
      );
      const other = pick(others, draw);
      if (other !== undefined) row[at] = other;
    }
    if (run % 1000 === 0) await turn();
    const operations = spread(row, 60 + draw(400), draw(3) * 10, draw);
    if (isInTurn(operations)) trial.try(operations);
  }
}
