import { integer, text } from '../../base/schema.ts';
import { never } from '../../history/history.ts';
import { type Cell, nil, type ValueTable } from '../../history/value-table.ts';
import { type Asked, byKey, clientOf, operationsNamed, seenOf } from './operations/answered.ts';
import { defineCheck } from './define.ts';
import { done } from './operations/example-rows.ts';

/** What was asked to be added; less than nothing where it was to be taken away. */
interface Change {
  readonly add: Asked;
  readonly amount: number;
}

/** Sums of amounts up to a place, each amount from its own place on. */
class RunningSum {
  readonly #places: readonly number[];
  readonly #sums: readonly number[];

  constructor(amounts: readonly { readonly place: number; readonly amount: number }[]) {
    const sorted = [...amounts].sort((a, b) => a.place - b.place);
    this.#places = sorted.map(({ place }) => place);
    let sum = 0;
    this.#sums = sorted.map(({ amount }) => (sum += amount));
  }

  before(place: number): number {
    let low = 0;
    let high = this.#places.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#places[middle] ?? 0) < place) low = middle + 1;
      else high = middle;
    }
    return this.#sums[low - 1] ?? 0;
  }
}

/** A number; nothing stands for `absent`, and null for what is no number. */
function numberIn(values: ValueTable, cell: Cell, absent: number): number | null {
  const value = cell === nil ? absent : values.valueOf(cell);
  return typeof value === 'number' ? value : null;
}

/** The least and the most that a read may show. */
class Bounds {
  readonly #certainUp: RunningSum;
  readonly #certainDown: RunningSum;
  readonly #possibleUp: RunningSum;
  readonly #possibleDown: RunningSum;
  readonly #initial: number;

  constructor(adds: readonly Change[], initial: number) {
    const sum = (sign: 1 | -1, isCertain: boolean): RunningSum =>
      new RunningSum(
        adds
          .filter(({ add, amount }) => amount * sign > 0 && (add.isOk || !isCertain))
          .map(({ add, amount }) => ({ place: isCertain ? add.completed : add.invoked, amount })),
      );
    this.#certainUp = sum(1, true);
    this.#certainDown = sum(-1, true);
    this.#possibleUp = sum(1, false);
    this.#possibleDown = sum(-1, false);
    this.#initial = initial;
  }

  of({ invoked, completed }: Asked): readonly [least: number, most: number] {
    return [
      this.#initial + this.#certainUp.before(invoked) + this.#possibleDown.before(completed),
      this.#initial + this.#possibleUp.before(completed) + this.#certainDown.before(invoked),
    ];
  }
}

/**
 * A read of a counter lies between what was certainly added before it and what may have been added
 * by its end. By the rules of the checker `counter` of Jepsen, for amounts of both signs.
 */
export const counterBounds = defineCheck({
  name: 'counter-bounds',
  summary: 'A counter never shows less than was certainly added, nor more than was tried.',
  property: 'safety',
  wholeHistory: true,
  config: {
    add: text('The operation that adds: the amount that it is given, or 1.').default('add'),
    subtract: text(
      'The operation that takes away, in the same way; without it, none does.',
    ).optional(),
    read: text('The operation that reads the counter.').default('read'),
    initial: integer('What the counter shows before anybody adds.').default(0),
  },
  example: 'counts-well: { check: counter-bounds, of: once, add: increment }',
  histories: () => ({
    held: [
      done('c1', ['1s', '2s'], 'add', { amount: 5 }),
      { at: '3s', client: 'c1', op: 'add', body: { amount: 2 } },
      done('c2', ['4s', '5s'], 'read', {}, { value: 5 }),
      done('c2', ['6s', '7s'], 'read', {}, { value: 7 }),
    ],
    violated: [
      done('c1', ['1s', '2s'], 'add', { amount: 5 }),
      { at: '3s', client: 'c1', op: 'add', body: { amount: 2 } },
      done('c2', ['4s', '5s'], 'read', {}, { value: 2 }),
    ],
  }),

  watch(run, config) {
    run.atEnd(() => {
      const operations = run.operations();
      const { values } = operations.columns;
      const changes = (name: string, sign: 1 | -1): ((key: Cell) => readonly Change[]) => {
        const asked = byKey(operationsNamed(operations, name));
        return (key) =>
          (asked.get(key) ?? []).flatMap((add) => {
            const amount = numberIn(values, add.input, 1);
            if (amount === null) run.undecided(`what ${name} is given is no number`);
            return amount === null ? [] : [{ add, amount: amount * sign }];
          });
      };
      const added = changes(config.add, 1);
      const taken = config.subtract === undefined ? () => [] : changes(config.subtract, -1);
      for (const [key, reads] of byKey(operationsNamed(operations, config.read))) {
        const adds = [...added(key), ...taken(key)];
        const bounds = new Bounds(adds, config.initial);
        const firstAdd = adds.reduce((first, { add }) => Math.min(first, add.invoked), never);
        for (const read of reads.filter(({ isOk }) => isOk)) {
          const shown = numberIn(values, read.output, config.initial);
          if (shown === null) {
            run.undecided(`an answer of ${config.read} is no number`);
            continue;
          }
          const [least, most] = bounds.of(read);
          if (firstAdd < read.completed) run.exercised();
          if (shown >= least && shown <= most) continue;
          run.violated(
            `${clientOf(operations, read)} reads ${shown}; it must be ${least === most ? least : `from ${least} to ${most}`}`,
            ...seenOf(operations, [read]),
          );
        }
      }
    });
  },
});
