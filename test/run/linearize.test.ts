import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { text } from '../../src/base/schema.ts';
import { defineModel } from '../../src/library/models/define.ts';
import { linearize } from '../../src/run/linearize.ts';
import { request } from '../../src/world/protocol.ts';
import { type Told, toldHistory } from '../support/told-history.ts';

/** One cell that holds a text. */
const register = defineModel({
  name: 'register',
  summary: 'A register: a read returns what was last written.',
  operations: { read: request({}, { value: text() }), write: request({ value: text() }) },
  initial: '',
  steps: {
    read: (state) => ({ state, reply: { value: state } }),
    write: (_, { value: written }) => ({ state: written }),
  },
});

/** Tries every order of every subset that must or may take effect: slow, and plainly right. */
function byBruteForce(history: readonly Told[]): boolean {
  const isOpen = ({ back }: Told): boolean => back === undefined;
  const search = (left: readonly Told[], state: string): boolean => {
    if (left.every(isOpen)) return true;
    return left.some((next) => {
      const rest = left.filter((other) => other !== next);
      if (rest.some(({ back = Infinity }) => back < next.call)) return false;
      const value = (next.body as { value?: string } | undefined)?.value;
      if (next.op === 'write') return search(rest, value ?? '');
      const read = (next.reply as { value?: string } | undefined)?.value;
      return (isOpen(next) || read === state) && search(rest, state);
    });
  };
  return search(history, '');
}

const value = fc.constantFrom('x', 'y', '');

/** Rows are dealt out anew afterwards, so that no two calls or returns share one. */
const operation = fc.record({
  write: fc.boolean(),
  value,
  call: fc.nat(20),
  length: fc.integer({ min: 1, max: 12 }),
  open: fc.boolean(),
});

const histories = fc.array(operation, { maxLength: 6 }).map((all) =>
  all.map(({ write, value: word, call, length, open }, n): Told => {
    const rows = { call: call * 16 + n, ...(open ? {} : { back: (call + length) * 16 + n + 8 }) };
    return write
      ? { op: 'write', body: { value: word }, ...rows }
      : { op: 'read', reply: { value: word }, ...rows };
  }),
);

describe('linearize', () => {
  it('agrees with trying every order', () => {
    const verdicts = new Set<boolean>();
    fc.assert(
      fc.property(histories, (history) => {
        const { verdict } = linearize(register, toldHistory(history), 100_000);
        const expected = byBruteForce(history);
        verdicts.add(expected);
        expect(verdict).toBe(expected ? 'linearizable' : 'impossible');
      }),
      { seed: 42, numRuns: 1500 },
    );
    // Both answers were put to the test.
    expect(verdicts.size).toBe(2);
  });

  it('says that it does not know when its budget is used up', () => {
    const writes = Array.from({ length: 12 }, (_, n) => ({
      op: 'write',
      body: { value: `v${n}` },
      call: n,
      back: 100 + n,
    }));
    const read = { op: 'read', call: 200, back: 201, reply: { value: 'none of them' } };
    expect(linearize(register, toldHistory([...writes, read]), 50).verdict).toBe('undecided');
  });

  it('names the operation that fits nowhere', () => {
    const stale = toldHistory([
      { op: 'write', body: { value: 'x' }, call: 0, back: 1 },
      { op: 'write', body: { value: 'y' }, call: 2, back: 3 },
      { op: 'read', call: 4, back: 5, reply: { value: 'x' } },
    ]);
    expect(linearize(register, stale, 1000)).toMatchObject({
      verdict: 'impossible',
      stuck: { op: 'read' },
    });
  });

  it('leaves out what was refused', () => {
    const refused = toldHistory([
      { op: 'write', body: { value: 'x' }, call: 0, back: 1, refused: true },
      { op: 'read', call: 2, back: 3, reply: { value: 'x' } },
    ]);
    expect(linearize(register, refused, 1000).verdict).toBe('impossible');
  });
});
