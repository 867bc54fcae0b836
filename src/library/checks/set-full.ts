import { oneOf, text } from '../../base/schema.ts';
import type { Cell, ValueTable } from '../../history/value-table.ts';
import { type Asked, byKey, clientOf, operationsNamed, seenOf } from './answered.ts';
import { defineCheck, type OperationHistory, type Watch } from './define.ts';
import { done } from './example-rows.ts';

/** A read of the whole set, with what it held. */
interface Look extends Asked {
  readonly held: ReadonlySet<Cell>;
  /** Something that it held twice. */
  readonly twice: Cell | null;
}

/** Reads in order of invocation; null when one of them gave no list. */
function looksOf(reads: readonly Asked[], values: ValueTable): readonly Look[] | null {
  const looks: Look[] = [];
  for (const read of reads.filter(({ isOk }) => isOk)) {
    if (!values.isList(read.output)) return null;
    const held = new Set<Cell>();
    let twice: Cell | null = null;
    for (const element of values.elementsOf(read.output)) {
      if (held.has(element)) twice = element;
      held.add(element);
    }
    looks.push({ ...read, held, twice });
  }
  return looks;
}

/** One set: its adds, and reads of all that it holds. */
class WholeSet {
  readonly #run: Watch<{}>;
  readonly #operations: OperationHistory;
  readonly #adds: readonly Asked[];
  readonly #looks: readonly Look[];

  constructor(
    run: Watch<{}>,
    operations: OperationHistory,
    adds: readonly Asked[],
    looks: readonly Look[],
  ) {
    this.#run = run;
    this.#operations = operations;
    this.#adds = adds;
    this.#looks = looks;
  }

  judge(mayBeLate: boolean, isStopped: boolean): void {
    this.#judgeContents();
    // A read that would still have come might have held it.
    if (mayBeLate && isStopped) return;
    const { textOf } = this.#words;
    for (const add of this.#adds) {
      const known = this.#knownAt(add);
      const later = this.#looks.filter(({ invoked }) => invoked > known);
      if (later.length > 0) this.#run.exercised();
      const isMissed = ({ held }: Look): boolean => !held.has(add.input);
      const missed = mayBeLate ? later.slice(-1).find(isMissed) : later.find(isMissed);
      if (missed === undefined) continue;
      const reader = clientOf(this.#operations, missed);
      this.#run.violated(
        `${textOf(add.input)}, which ${clientOf(this.#operations, add)} had added, is not in what ${reader} reads ${mayBeLate ? 'at the end' : 'afterwards'}`,
        ...seenOf(this.#operations, [add, missed]),
      );
    }
  }

  get #words(): { textOf(cell: Cell): string } {
    const { values } = this.#operations.columns;
    return { textOf: (cell) => values.textOf(cell) };
  }

  /** What was never added, or is there twice. */
  #judgeContents(): void {
    const tried = new Set(this.#adds.map(({ input }) => input));
    const { textOf } = this.#words;
    for (const look of this.#looks) {
      const reader = clientOf(this.#operations, look);
      const because = seenOf(this.#operations, [look]);
      const stranger = [...look.held].find((element) => !tried.has(element));
      if (stranger !== undefined) {
        this.#run.violated(`${reader} reads ${textOf(stranger)}, which nobody added`, ...because);
      }
      if (look.twice !== null) {
        this.#run.violated(`${reader} reads ${textOf(look.twice)} twice`, ...because);
      }
    }
  }

  /** The place from which on it was certain that the element is there: told so, or seen. */
  #knownAt(add: Asked): number {
    let known = add.completed;
    for (const { completed, held } of this.#looks) {
      if (completed < known && held.has(add.input)) known = completed;
    }
    return known;
  }
}

/**
 * What was added to a set stays there. By the rules of the checker `set-full` of Jepsen: an element
 * is certain once its add was acknowledged or a read has held it, and it is lost when the last read
 * that began later does not hold it.
 */
export const setFull = defineCheck({
  name: 'set-full',
  summary: 'Whatever was added to a set is in what is read of it.',
  property: 'safety',
  wholeHistory: true,
  config: {
    add: text('The operation that adds an element.').default('add'),
    read: text('The operation that reads all elements, as a list.').default('read'),
    late: oneOf(
      ['allowed', 'forbidden'],
      'Whether reads may miss an element for a while, as long as the last one holds it.',
    ).default('allowed'),
  },
  example: 'nothing-lost: { check: set-full, of: guests, add: invite, read: list }',
  histories: () => ({
    held: [
      done('c1', ['1s', '2s'], 'add', { value: 7 }),
      done('c2', ['3s', '4s'], 'read', {}, { values: [] }),
      done('c2', ['5s', '6s'], 'read', {}, { values: [7] }),
    ],
    violated: [
      done('c1', ['1s', '2s'], 'add', { value: 7 }),
      done('c2', ['3s', '4s'], 'read', {}, { values: [7] }),
      done('c2', ['5s', '6s'], 'read', {}, { values: [] }),
    ],
  }),

  watch(run, config) {
    run.atEnd(({ stopped }) => {
      const operations = run.operations();
      const adds = byKey(operationsNamed(operations, config.add));
      for (const [key, reads] of byKey(operationsNamed(operations, config.read))) {
        const looks = looksOf(reads, operations.columns.values);
        if (looks === null) run.undecided(`an answer of ${config.read} is no list`);
        else
          new WholeSet(run, operations, adds.get(key) ?? [], looks).judge(
            config.late === 'allowed',
            stopped !== null,
          );
      }
    });
  },
});
