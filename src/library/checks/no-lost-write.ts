import { compactJson } from '../../base/json/json.ts';
import { text } from '../../base/schema.ts';
import type { Value } from '../../base/units.ts';
import { never } from '../../history/history.ts';
import { defineCheck, type OperationHistory, type OperationSeen, type Seen } from './define.ts';
import { valueText } from './events/value-text.ts';
import { finalRead, wrote } from './operations/example-rows.ts';

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

/** All writes of one value, also those of which no one knows; not those that were refused. */
interface Writers {
  /** When the last of them was over; Infinity where nobody knows of one of them. */
  overNs: number;
}

/** The writes of one key, in the order in which they completed. */
interface Key {
  readonly acked: Done[];
  /** By the text of the value. */
  readonly byValue: Map<string, Writers>;
  /** Texts of values whose writes were still under way when the run ended. */
  readonly underWay: Set<string>;
}

/** What became of the acknowledged writes of a key, by what a read shows. */
type Found =
  | { readonly lost: Done }
  | { readonly stranger: Value }
  | 'all-there'
  | 'nothing-written';

/** What was written, by key. */
class Writes {
  readonly #keys = new Map<string, Key>();

  #of(key: Value): Key {
    const name = compactJson(key);
    const known = this.#keys.get(name);
    if (known !== undefined) return known;
    const fresh = { acked: [], byValue: new Map<string, Writers>(), underWay: new Set<string>() };
    this.#keys.set(name, fresh);
    return fresh;
  }

  add(key: Value, value: Value, done: Done): void {
    const { acked, byValue } = this.#of(key);
    const isAcked = done.data.outcome.status === 'ok';
    if (isAcked) acked.push(done);
    if (done.data.outcome.status === 'fail') return;
    const written = compactJson(value);
    const writers = byValue.get(written) ?? { overNs: 0 };
    byValue.set(written, writers);
    writers.overNs = Math.max(writers.overNs, isAcked ? done.at : Infinity);
  }

  addOpen(key: Value, value: Value): void {
    this.#of(key).underWay.add(compactJson(value));
  }

  /**
   * An acknowledged write that a read cannot have seen, nor one that came after. Of several values
   * that are read at once each is there, or may have replaced what is not.
   */
  foundBy(key: Value, read: Value | undefined, readBegan: number): Found {
    const known = this.#of(key);
    const acked = known.acked.filter(({ at }) => at < readBegan);
    const [last] = acked.slice(-1);
    if (last === undefined) return 'nothing-written';
    const values = this.#valuesIn(read, known);
    if (values.length === 0) return { lost: last };
    let overNs = 0;
    for (const value of values) {
      // What was still under way may have come after all of them.
      if (known.underWay.has(compactJson(value))) return 'all-there';
      const found = known.byValue.get(compactJson(value));
      if (found === undefined) return { stranger: value };
      overNs = Math.max(overNs, found.overNs);
    }
    // The read is late enough to see every acknowledged write. What it saw must not be older than any.
    const lost = acked.find((write) => overNs < write.data.began);
    return lost === undefined ? 'all-there' : { lost };
  }

  /** A list that somebody wrote is one value. Nothing is none, unless somebody wrote it. */
  #valuesIn(read: Value | undefined, known: Key): readonly Value[] {
    const isWritten = (value: Value): boolean => {
      const written = compactJson(value);
      return known.byValue.has(written) || known.underWay.has(written);
    };
    if (isNothing(read)) return [null, ''].filter(isWritten);
    return isList(read) && !isWritten(read) ? read : [read];
  }
}

/** What was asked by operations that had not ended when the run did. */
function bodiesUnderWay({ columns, seenOf }: OperationHistory): unknown[] {
  const operations = Array.from({ length: columns.count }, (_, operation) => operation);
  const open = operations.filter((operation) => columns.completed[operation] === never);
  return open.map((operation) => (seenOf(operation).data as { readonly body: unknown }).body);
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
    held: [wrote('c1', ['1s', '2s'], 'k', 'x'), finalRead('c2', ['9s', '10s'], 'k', 'x')],
    violated: [wrote('c1', ['1s', '2s'], 'k', 'x'), finalRead('c2', ['9s', '10s'], 'k', null)],
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
      for (const body of bodiesUnderWay(run.operations())) {
        const value = field(body, config.value);
        if (value !== undefined) writes.addOpen(field(body, config.key) ?? null, value);
      }
      for (const read of reads) {
        const { outcome, body, client, began } = read.data;
        const key = field(body, config.key) ?? null;
        const value = outcome.status === 'ok' ? field(outcome.value, config.value) : undefined;
        const found = writes.foundBy(key, value, began);
        if (found === 'nothing-written') continue;
        run.exercised();
        if (found === 'all-there') continue;
        const what = key === null ? 'the value' : valueText(key);
        if ('stranger' in found) {
          run.undecided(
            `${client} reads ${what} = ${valueText(found.stranger)} at the end, which no write gave: nobody can tell what it replaced`,
          );
          continue;
        }
        const { lost } = found;
        const written = valueText(field(lost.data.body, config.value));
        run.violated(
          `${lost.data.client} was told that ${what} = ${written} is written; ${client} reads ${valueText(value) || 'nothing'} at the end`,
          lost,
          read,
        );
      }
    });
  },
});
