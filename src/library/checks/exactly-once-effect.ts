import { event, fieldOf, oneOf } from '../../base/schema.ts';
import { never } from '../../history/history.ts';
import { defineCheck, type OperationHistory, type OperationSeen, type Seen } from './define.ts';

/** An operation as far as this check follows it: its effects, and its answer if it got one. */
interface Followed {
  readonly op: string;
  readonly effects: Map<string, Seen<unknown>[]>;
  acked: Seen<OperationSeen> | null;
}

/** Which operation an attempt was of, and its id. */
type Attempt = Pick<OperationSeen, 'workload' | 'client' | 'number' | 'op' | 'id'>;

/** Follows operations through all ids that their attempts used. */
class Effects {
  readonly operations = new Map<string, Followed>();
  readonly #byId = new Map<string, Followed>();

  /** Remembers that an attempt of an operation carried an id. */
  attempt({ workload, client, number, op, id }: Attempt): Followed {
    const key = `${workload} ${client} ${number}`;
    const known = this.operations.get(key) ?? { op, effects: new Map(), acked: null };
    this.operations.set(key, known);
    this.#byId.set(id, known);
    return known;
  }

  /** Remembers what was still under way at the end: of the kinds that are followed, if any is known. */
  underWay({ columns, seenOf, idOf }: OperationHistory): void {
    const kinds = new Set(Array.from(this.operations.values(), ({ op }) => op));
    for (let operation = 0; operation < columns.count; operation += 1) {
      if (columns.completed[operation] !== never) continue;
      const { workload, client, number, op } = seenOf(operation).data as OperationSeen;
      if (kinds.size > 0 && !kinds.has(op)) continue;
      this.attempt({ workload, client, number, op, id: idOf(operation) });
    }
  }

  /** Sorts effects to the operations that caused them; those of other workloads stay out. */
  settle(
    effects: readonly {
      readonly id: string;
      readonly place: string;
      readonly seen: Seen<unknown>;
    }[],
  ): void {
    for (const { id, place, seen } of effects) {
      const operation = this.#byId.get(id);
      if (operation === undefined) continue;
      const there = operation.effects.get(place);
      if (there === undefined) operation.effects.set(place, [seen]);
      else there.push(seen);
    }
  }
}

/** A request's effect happened at most once, and exactly once if its client was told so. */
export const exactlyOnceEffect = defineCheck({
  name: 'exactly-once-effect',
  summary: 'Each operation takes effect at most once, and an acknowledged one exactly once.',
  property: 'safety',
  // An effect may come after the window in which its operation began.
  wholeHistory: true,
  config: {
    event: event('The event with which a node reports an effect.').default('applied'),
    field: fieldOf(['event'], 'The field with the id of the request (`request.id`).').default(
      'request',
    ),
    per: oneOf(['run', 'node'], 'Once in all, or once on each node (replicas).').default('run'),
  },
  example: 'counted-once: { check: exactly-once-effect, of: once }',
  histories: () => ({
    held: [
      { at: '1s', until: '3s', client: 'c1', op: 'pay', reply: {} },
      { at: '2s', node: 'bank', event: 'applied', data: { request: 'c1#0' } },
    ],
    violated: [
      { at: '1s', until: '6s', client: 'c1', op: 'pay', reply: {} },
      { at: '2s', node: 'bank', event: 'applied', data: { request: 'c1#0' } },
      { at: '5s', node: 'bank', event: 'applied', data: { request: 'c1#0' } },
    ],
  }),

  watch(run, config) {
    const operations = new Effects();
    const effects: { id: string; place: string; seen: Seen<unknown> }[] = [];
    run.onEvent(config.event, (seen) => {
      const id = seen.data[config.field];
      if (typeof id !== 'string') return;
      effects.push({ id, place: config.per === 'node' ? seen.node : '', seen });
    });
    run.onAttempt((done) => void operations.attempt(done.data));
    run.onOperation((done) => {
      const followed = operations.attempt(done.data);
      if (done.data.outcome.status === 'ok') followed.acked = done;
    });
    run.atEnd(({ stopped }) => {
      operations.underWay(run.operations());
      operations.settle(effects);
      const all = [...operations.operations.values()];
      // Reads have no effect to look for: only kinds of operations that ever had one are asked.
      const effective = new Set(all.filter(({ effects: of }) => of.size > 0).map(({ op }) => op));
      for (const { op, effects: places, acked } of all) {
        if (!effective.has(op)) continue;
        run.exercised();
        for (const [first, second] of places.values()) {
          if (first && second) run.violated(`one ${op} took effect twice`, first, second);
        }
        // Before the end of the run it might still have.
        if (acked !== null && places.size === 0 && stopped === null) {
          run.violated(`an acknowledged ${op} never took effect`, acked);
        }
      }
    });
  },
});
