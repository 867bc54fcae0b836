import type { FastPath } from '../../src/history/decision.ts';
import {
  isLinearizable,
  type SmallOperation,
  type SpecificationName,
  specifications,
} from './brute-force.ts';
import { isLong } from './long.ts';
import { partOf, rows, type Shape, shapes } from './small-histories.ts';

/** How long a test of all small histories may take, ms: a full run takes minutes. */
export const patienceMs = isLong ? 3_600_000 : 60_000;

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

/** Compares a fast path with all orders, history by history; its witnesses must contradict by themselves. */
export class FastPathTrial {
  readonly trial: Trial = { held: 0, violated: 0, undecided: 0, undecidedWithoutPending: 0 };
  /** How many operations the longest witness had. */
  longestWitness = 0;
  readonly #path: FastPath;
  readonly #specification: SpecificationName;

  constructor(path: FastPath, specification: SpecificationName) {
    this.#path = path;
    this.#specification = specification;
  }

  /** Throws when the fast path says something else than all orders together. */
  try(operations: readonly SmallOperation[]): void {
    const decision = this.#path(partOf(operations));
    if (decision === null || decision.verdict === 'undecided') {
      this.trial.undecided += 1;
      const isOver = operations.every(({ completed }) => completed !== Infinity);
      if (isOver) this.trial.undecidedWithoutPending += 1;
      return;
    }
    this.trial[decision.verdict] += 1;
    const specification = specifications[this.#specification];
    const isRight = isLinearizable(operations, specification);
    if (isRight !== (decision.verdict === 'held')) {
      const why = decision.verdict === 'violated' ? decision.witness.why : '';
      throw new Error(`${decision.verdict} is wrong: ${why}${lines(operations)}`);
    }
    if (decision.verdict === 'held') return;
    const { witness } = decision;
    this.longestWitness = Math.max(this.longestWitness, witness.operations.length);
    const shown = witness.operations.map((index) => operations[index]);
    const known = shown.filter((operation) => operation !== undefined);
    if (known.length !== shown.length || isLinearizable(known, specification)) {
      throw new Error(`no contradiction: ${witness.why}${lines(known)}\nof${lines(operations)}`);
    }
  }
}

/** An operation without its times. */
export type Content = Pick<SmallOperation, 'name' | 'input' | 'output' | 'process'>;

/** Gives contents the times of a shape; a pending operation has no output. */
export function timed(shape: Shape, contents: readonly Content[]): SmallOperation[] {
  return shape.map((span, i) => {
    const content = contents[i] ?? { name: '', input: null, output: null };
    return span.completed === Infinity
      ? { ...content, ...span, output: null }
      : { ...content, ...span };
  });
}

/** What an operation may be after those of a row, which began before it. */
export type Choices = (row: readonly Content[]) => readonly Content[];

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

/** Tries all histories of up to `count` operations; of the largest every `stride`th in a short run. */
export function exhausted(
  trial: FastPathTrial,
  count: number,
  choices: Choices,
  stride = 1,
): Trial {
  for (let size = 1; size <= count; size += 1) {
    const step = size === count && !isLong ? stride : 1;
    const all = rows(size, choices);
    let next = 0;
    for (const shape of shapes(size)) {
      for (; next < all.length; next += step) {
        const operations = timed(shape, all[next] ?? []);
        if (isInTurn(operations)) trial.try(operations);
      }
      next -= all.length;
    }
  }
  return trial.trial;
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
    const all = choices(row);
    const from = draw(all.length);
    let next: readonly number[] | undefined;
    for (let turn = 0; turn < all.length && next === undefined; turn += 1) {
      const content = all[(from + turn) % all.length];
      if (content === undefined) continue;
      next = step(state, { ...content, invoked: 0, completed: 1 });
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
export function tried(
  trial: FastPathTrial,
  specification: SpecificationName,
  choices: Choices,
  runs = 100_000,
): Trial {
  const draw = drawsFrom(42);
  for (let run = 0; run < (isLong ? runs : runs / 80); run += 1) {
    const count = 6 + draw(5);
    const row = rightRow(specification, count, choices, draw);
    if (run % 3 > 0) {
      const at = draw(row.length);
      const others = choices(row.slice(0, at)).filter((other) => other.input === row[at]?.input);
      const other = pick(others, draw);
      if (other !== undefined) row[at] = other;
    }
    const operations = spread(row, 60 + draw(400), draw(3) * 10, draw);
    if (isInTurn(operations)) trial.try(operations);
  }
  return trial.trial;
}
