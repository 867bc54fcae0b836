import { oneOf, text } from '../../base/schema.ts';
import { never } from '../../history/history.ts';
import type { Cell, ValueTable } from '../../history/value-table.ts';
import { type Asked, byKey, clientOf, operationsNamed, seenOf } from './operations/answered.ts';
import { defineCheck, type OperationHistory, type Watch } from './define.ts';
import { done } from './operations/example-rows.ts';

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

/** An element that was asked to be added, and what tells that it is there. */
interface Element {
  /** The add of it that was acknowledged first; of those without an end the first. */
  add: Asked;
  /** The looks that held it, in order of invocation. */
  readonly holders: Look[];
  /** The one of them that ended first. */
  firstHolder: Look | null;
}

/** Elements by their cells, in the order in which they were added. */
function elementsOf(adds: readonly Asked[], looks: readonly Look[]): ReadonlyMap<Cell, Element> {
  const elements = new Map<Cell, Element>();
  for (const add of adds) {
    const known = elements.get(add.input);
    if (known === undefined) elements.set(add.input, { add, holders: [], firstHolder: null });
    else if (add.completed < known.add.completed) known.add = add;
  }
  for (const look of looks) {
    for (const cell of look.held) {
      const element = elements.get(cell);
      if (element === undefined) continue;
      element.holders.push(look);
      const first = element.firstHolder;
      if (first === null || look.completed < first.completed) element.firstHolder = look;
    }
  }
  return elements;
}

/** Of looks in order of invocation the place of the first that began after a place in the history. */
function firstAfter(looks: readonly Look[], after: number): number {
  let low = 0;
  let high = looks.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((looks[middle]?.invoked ?? never) > after) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** One set: its adds, and reads of all that it holds. */
class WholeSet {
  readonly #run: Watch<{}>;
  readonly #operations: OperationHistory;
  readonly #elements: ReadonlyMap<Cell, Element>;
  readonly #looks: readonly Look[];

  constructor(
    run: Watch<{}>,
    operations: OperationHistory,
    adds: readonly Asked[],
    looks: readonly Look[],
  ) {
    this.#run = run;
    this.#operations = operations;
    this.#elements = elementsOf(adds, looks);
    this.#looks = looks;
  }

  judge(mayBeLate: boolean, isStopped: boolean): void {
    this.#judgeContents();
    // A read that would still have come might have held it.
    if (mayBeLate && isStopped) return;
    const last = this.#looks.at(-1);
    if (last === undefined) return;
    for (const element of this.#elements.values()) {
      const { add, holders, firstHolder } = element;
      // From here on it is certain that it is there: told so, or seen.
      const known = Math.min(add.completed, firstHolder?.completed ?? never);
      if (last.invoked <= known) continue;
      this.#run.exercised();
      const missed = mayBeLate ? last : this.#firstMissing(holders, known);
      if (missed === undefined || missed === holders.at(-1)) continue;
      this.#tell(element, missed, mayBeLate);
    }
  }

  #tell({ add, firstHolder }: Element, missed: Look, isEnd: boolean): void {
    // That it was there follows from its acknowledgement, or from the read that held it.
    const holder = add.completed < missed.invoked ? null : firstHolder;
    const knower =
      holder === null
        ? `${clientOf(this.#operations, add)} had added`
        : `${clientOf(this.#operations, holder)} had read`;
    const where = `${clientOf(this.#operations, missed)} reads ${isEnd ? 'at the end' : 'afterwards'}`;
    this.#run.violated(
      `${this.#textOf(add.input)}, which ${knower}, is not in what ${where}`,
      ...seenOf(this.#operations, [holder ?? add, missed]),
    );
  }

  #textOf(cell: Cell): string {
    return this.#operations.columns.values.textOf(cell);
  }

  /** What was never added, or is there twice. */
  #judgeContents(): void {
    for (const look of this.#looks) {
      const reader = clientOf(this.#operations, look);
      const because = seenOf(this.#operations, [look]);
      const stranger = [...look.held].find((cell) => !this.#elements.has(cell));
      if (stranger !== undefined) {
        const what = this.#textOf(stranger);
        this.#run.violated(`${reader} reads ${what}, which nobody added`, ...because);
      }
      if (look.twice !== null) {
        this.#run.violated(`${reader} reads ${this.#textOf(look.twice)} twice`, ...because);
      }
    }
  }

  /** The first look after a place that is none of the holders. */
  #firstMissing(holders: readonly Look[], after: number): Look | undefined {
    let place = firstAfter(this.#looks, after);
    let holder = firstAfter(holders, after);
    while (place < this.#looks.length && this.#looks[place] === holders[holder]) {
      place += 1;
      holder += 1;
    }
    return this.#looks[place];
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
