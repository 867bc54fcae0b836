import { oneOf, text } from '../../base/schema.ts';
import { type Cell, nil } from '../../history/value-table.ts';
import { type Asked, byKey, clientOf, operationsNamed, seenOf } from './operations/answered.ts';
import { defineCheck, type OperationHistory, type Watch } from './define.ts';
import { done } from './operations/example-rows.ts';

function groupedBy(asked: readonly Asked[], cellOf: (one: Asked) => Cell): Map<Cell, Asked[]> {
  const groups = new Map<Cell, Asked[]>();
  for (const one of asked) {
    const group = groups.get(cellOf(one));
    if (group === undefined) groups.set(cellOf(one), [one]);
    else group.push(one);
  }
  return groups;
}

/** One queue: what went in, and what came out. */
class Queue {
  readonly #run: Watch<{}>;
  readonly #operations: OperationHistory;
  readonly #entered: Map<Cell, Asked[]>;
  readonly #left: Map<Cell, Asked[]>;
  readonly #dequeues: readonly Asked[];

  constructor(
    run: Watch<{}>,
    operations: OperationHistory,
    enqueues: readonly Asked[],
    dequeues: readonly Asked[],
  ) {
    this.#run = run;
    this.#operations = operations;
    this.#entered = groupedBy(enqueues, ({ input }) => input);
    this.#dequeues = dequeues;
    const found = dequeues.filter(({ isOk, output }) => isOk && output !== nil);
    this.#left = groupedBy(found, ({ output }) => output);
  }

  judge(mayRepeat: boolean, isStopped: boolean): void {
    for (const [value, out] of this.#left) {
      this.#run.exercised();
      const went = this.#entered.get(value) ?? [];
      const [first] = out;
      if (first === undefined) continue;
      if (went.length === 0) {
        this.#violated(`${this.#taken(first)}, which nobody put in`, first);
      } else if (!mayRepeat && out.length > went.length) {
        const [, again = first] = out;
        this.#violated(`${this.#taken(again)}, which had been taken out before`, first, again);
      }
    }
    // Somebody might still have taken it out.
    if (!isStopped) this.#judgeLost();
  }

  /** The queue was found empty, yet something that went in before never came out. */
  #judgeLost(): void {
    const missing = [...this.#entered].flatMap(([value, went]) => {
      const acknowledged = went.filter(({ isOk }) => isOk);
      return acknowledged.slice(this.#left.get(value)?.length ?? 0);
    });
    const empty = this.#dequeues.findLast(({ isOk, output }) => isOk && output === nil);
    if (empty !== undefined) this.#run.exercised();
    const lost = missing.filter(({ completed }) => completed < (empty?.invoked ?? -1));
    // Whoever does not know what came of a dequeue may have taken one of them.
    const taken = this.#dequeues.filter(({ isOk }) => !isOk).length;
    if (empty !== undefined && lost.length > taken) {
      const gone = lost.slice(0, taken + 1);
      this.#violated(this.#goneText(gone), ...gone, empty);
    } else if (missing.length > taken) {
      this.#run.undecided(
        'the queue was not emptied: what is still in it cannot be told from what is lost',
      );
    }
  }

  /** That one more is gone than may have been taken out unheard. */
  #goneText(gone: readonly Asked[]): string {
    const { values } = this.#operations.columns;
    const texts = gone.map(({ input }) => values.textOf(input));
    const [first, ...others] = gone;
    if (first !== undefined && others.length === 0) {
      const client = clientOf(this.#operations, first);
      return `${client} was told that ${texts.join('')} is in the queue; nobody took it out, and the queue is empty`;
    }
    const all = `${texts.slice(0, -1).join(', ')} and ${texts.at(-1)}`;
    return `${all} were put in and never came out; ${others.length} of them may have gone to whoever never heard of it, and the queue is empty`;
  }

  #taken(dequeue: Asked): string {
    const value = this.#operations.columns.values.textOf(dequeue.output);
    return `${clientOf(this.#operations, dequeue)} took out ${value}`;
  }

  #violated(why: string, ...because: readonly Asked[]): void {
    this.#run.violated(why, ...seenOf(this.#operations, because));
  }
}

/**
 * What goes into a queue comes out of it, in whatever order. By the rules of the checker
 * `total-queue` of Jepsen, which lets elements come out twice where we let the scenario say.
 */
export const totalQueue = defineCheck({
  name: 'total-queue',
  summary: 'Whatever was put into a queue comes out of it, and nothing else.',
  property: 'safety',
  wholeHistory: true,
  config: {
    enqueue: text('The operation that puts a value in.').default('enqueue'),
    dequeue: text(
      'The operation that takes a value out; an answer without one: the queue was empty.',
    ).default('dequeue'),
    repeats: oneOf(
      ['allowed', 'forbidden'],
      'Whether a value may come out more often than it went in (at least once, or exactly once).',
    ).default('forbidden'),
  },
  example: 'all-delivered: { check: total-queue, enqueue: put, dequeue: take }',
  histories: () => ({
    held: [
      done('c1', ['1s', '2s'], 'enqueue', { value: 'a' }),
      done('c1', ['3s', '4s'], 'enqueue', { value: 'b' }),
      done('c2', ['5s', '6s'], 'dequeue', {}, { value: 'b' }),
      done('c2', ['7s', '8s'], 'dequeue', {}, { value: 'a' }),
      done('c2', ['8s', '9s'], 'dequeue', {}, { value: null }),
    ],
    violated: [
      done('c1', ['1s', '2s'], 'enqueue', { value: 'a' }),
      done('c1', ['3s', '4s'], 'enqueue', { value: 'b' }),
      done('c2', ['5s', '6s'], 'dequeue', {}, { value: 'b' }),
      done('c2', ['8s', '9s'], 'dequeue', {}, { value: null }),
    ],
  }),

  watch(run, config) {
    run.atEnd(({ stopped }) => {
      const operations = run.operations();
      const enqueues = byKey(operationsNamed(operations, config.enqueue));
      const dequeues = byKey(operationsNamed(operations, config.dequeue));
      for (const key of new Set([...enqueues.keys(), ...dequeues.keys()])) {
        const queue = new Queue(run, operations, enqueues.get(key) ?? [], dequeues.get(key) ?? []);
        queue.judge(config.repeats === 'allowed', stopped !== null);
      }
    });
  },
});
