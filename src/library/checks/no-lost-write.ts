import { text } from '../../base/schema.ts';
import type { Value } from '../../base/units.ts';
import { defineCheck, type OperationSeen, type Seen } from './define.ts';
import { valueText } from './value-text.ts';

type Done = Seen<OperationSeen>;

function field(body: unknown, name: string): Value | undefined {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return undefined;
  return (body as { readonly [field: string]: Value })[name];
}

function isList(value: Value | undefined): value is readonly Value[] {
  return Array.isArray(value);
}

function isNothing(value: Value | undefined): value is undefined | null | '' {
  return value === undefined || value === null || value === '';
}

/** The writes of one key, in the order in which they completed. */
interface Key {
  readonly acked: Done[];
  /** All writes of a value, also those of which no one knows; not those that were refused. */
  readonly byValue: Map<Value, Done[]>;
}

/** What was written, by key. */
class Writes {
  readonly #keys = new Map<Value, Key>();

  add(key: Value, value: Value, done: Done): void {
    const known = this.#keys.get(key) ?? { acked: [], byValue: new Map<Value, Done[]>() };
    this.#keys.set(key, known);
    if (done.data.outcome.status === 'ok') known.acked.push(done);
    if (done.data.outcome.status === 'fail') return;
    known.byValue.set(value, [...(known.byValue.get(value) ?? []), done]);
  }

  /**
   * An acknowledged write that a read cannot have seen, nor one that came after. Of several values
   * that are read at once each is there, or may have replaced what is not.
   */
  lostBy(key: Value, read: Value | undefined): Done | null | 'nothing-written' {
    const known = this.#keys.get(key);
    if (known === undefined || known.acked.length === 0) return 'nothing-written';
    const values = isList(read) ? read : isNothing(read) ? [] : [read];
    if (values.length === 0) return known.acked.at(-1) ?? null;
    const writers: Done[] = [];
    for (const value of values) {
      const found = known.byValue.get(value);
      // A value of no completed write comes from one that was still under way: nothing can be said.
      if (found === undefined) return null;
      writers.push(...found);
    }
    // The read is late enough to see every acknowledged write. What it saw must not be older than any.
    const over = (before: Done, after: Done): boolean =>
      before.data.outcome.status === 'ok' && before.at < after.data.began;
    const lost = known.acked.filter((write) => writers.every((seen) => over(seen, write)));
    return lost[0] ?? null;
  }
}

/** What a client was promised is still there at the end (chapter: "no acked write lost"). */
export const noLostWrite = defineCheck({
  name: 'no-lost-write',
  summary: 'Every acknowledged write is seen by the final read, or was overwritten.',
  property: 'safety',
  config: {
    key: text('The field that names what is written.').default('key'),
    value: text(
      'The field with the written value, in writes and in the reply of the read; a reply may hold a list of values that stand beside one another.',
    ).default('value'),
  },
  example: 'no-acked-write-lost: { check: no-lost-write, of: orders }',
  histories: () => ({
    held: [
      {
        at: '1s',
        until: '2s',
        client: 'c1',
        op: 'write',
        body: { key: 'k', value: 'x' },
        reply: {},
      },
      {
        at: '9s',
        until: '10s',
        client: 'c2',
        op: 'read',
        body: { key: 'k' },
        reply: { value: 'x' },
        phase: 'final-read',
      },
    ],
    violated: [
      {
        at: '1s',
        until: '2s',
        client: 'c1',
        op: 'write',
        body: { key: 'k', value: 'x' },
        reply: {},
      },
      {
        at: '9s',
        until: '10s',
        client: 'c2',
        op: 'read',
        body: { key: 'k' },
        reply: {},
        phase: 'final-read',
      },
    ],
  }),

  watch(run, config) {
    const writes = new Writes();
    const reads: Done[] = [];
    run.onOperation((done) => {
      const { phase, body, outcome } = done.data;
      if (phase === 'final-read') {
        if (outcome.status === 'ok') reads.push(done);
        return;
      }
      const value = field(body, config.value);
      if (value !== undefined) writes.add(field(body, config.key) ?? null, value, done);
    });
    run.atEnd(() => {
      for (const read of reads) {
        const { outcome, body, client } = read.data;
        const key = field(body, config.key) ?? null;
        const value = outcome.status === 'ok' ? field(outcome.value, config.value) : undefined;
        const lost = writes.lostBy(key, value);
        if (lost === 'nothing-written') continue;
        run.exercised();
        if (lost === null) continue;
        const written = valueText(field(lost.data.body, config.value));
        run.violated(
          `${lost.data.client} was told that ${key === null ? 'the value' : valueText(key)} = ${written} is written; ${client} reads ${valueText(value) || 'nothing'} at the end`,
          lost,
          read,
        );
      }
    });
  },
});
