import { integer } from '../../src/base/schema.ts';
import { describeFields } from '../../src/base/schema/fields.ts';
import { describe, expect, it } from 'vitest';
import {
  blockBytes,
  checkpointsOf,
  mostCheckpoints,
  rowsPerBlock,
  Trace,
} from '../../src/engine/trace.ts';
import type { Value } from '../../src/base/units.ts';

interface Row {
  readonly atNs?: number;
  readonly type?: 'observed' | 'sent' | 'log';
  readonly node?: number;
  readonly peer?: number;
  readonly name?: string | null;
  readonly data?: Value;
}

function traced(rows: readonly Row[], stored = false): Trace {
  const trace = new Trace(['n1', 'n2'], stored);
  for (const {
    atNs = 0,
    type = 'observed',
    node = 0,
    peer = -1,
    name = 'a',
    data = null,
  } of rows) {
    trace.nowNs = atNs;
    trace.record(type, node, peer, name, data);
  }
  return trace;
}

function digest(rows: readonly Row[], stored = false): string {
  return checkpointsOf(traced(rows, stored).summary().blocks).join(' ');
}

describe("a trace's digest", () => {
  const story: Row[] = Array.from({ length: 3000 }, (_, i) => ({ atNs: i * 7, data: { i } }));

  it('is the same whether rows are stored or not', () => {
    expect(digest(story, true)).toBe(digest(story, false));
  });

  it.each<[string, Row]>([
    ['payload', { data: { x: 2, list: [1, 2] } }],
    ['order inside a payload', { data: { x: 1, list: [2, 1] } }],
    ['instant', { atNs: 1 }],
    ['instant beyond 2^32 ns', { atNs: 4_294_967_296 }],
    ['type', { type: 'log' }],
    ['node', { node: 1 }],
    ['peer', { peer: 0 }],
    ['name', { name: 'b' }],
    ['missing name', { name: null }],
  ])('is changed by another %s', (_, other) => {
    const row: Row = { data: { x: 1, list: [1, 2] } };
    const changed = { ...row, ...other };
    expect(digest([changed])).not.toBe(digest([row]));
    // Also when a thousand rows follow.
    expect(digest([changed, ...story])).not.toBe(digest([row, ...story]));
  });

  it('covers every row: leaving out, adding or swapping one changes it', () => {
    const whole = digest(story);
    expect(digest(story.slice(1))).not.toBe(whole);
    expect(digest([...story, {}])).not.toBe(whole);
    const [first, second, ...rest] = story as [Row, Row, ...Row[]];
    const swapped = [{ ...second, atNs: 0 }, { ...first, atNs: 0 }, ...rest];
    expect(digest(swapped)).not.toBe(
      digest([{ ...first, atNs: 0 }, { ...second, atNs: 0 }, ...rest]),
    );
  });

  it('closes a block every 1,024 rows, each covering all before it', () => {
    const blocks = (count: number): number =>
      traced(Array.from({ length: count }, () => ({}))).summary().blocks.length / 2;
    expect([0, 1, 1023, 1024, 1025, 2048].map(blocks)).toEqual([1, 1, 1, 1, 2, 2]);
    const longer = traced(story).summary().blocks;
    const shorter = traced(story.slice(0, rowsPerBlock)).summary().blocks;
    expect(longer.slice(0, 2)).toEqual(shorter);
  });

  it('is taken of the block hashes as little-endian bytes', () => {
    expect([...blockBytes(new Uint32Array([0x01020304, 5]))]).toEqual([4, 3, 2, 1, 5, 0, 0, 0]);
  });
});

describe('checkpoints', () => {
  it.each([1, 2, 1023, 1024, 1025, 2047, 2048, 2049, 5000, 1_048_577])(
    'are thinned evenly to at most 1,024 of %i, the last among them',
    (count) => {
      const blocks = Uint32Array.from({ length: count * 2 }, (_, i) => (i % 2 === 0 ? i / 2 : 0));
      const kept = checkpointsOf(blocks).map((text) => Number.parseInt(text, 16));
      expect(kept.length).toBeLessThanOrEqual(mostCheckpoints);
      expect(kept.length).toBeGreaterThan(Math.min(count, mostCheckpoints) / 2 - 1);
      expect(kept.at(-1)).toBe(count - 1);
      const strides = new Set(kept.slice(1, -1).map((block, i) => block - (kept[i] as number)));
      expect(strides.size).toBeLessThanOrEqual(1);
    },
  );
});

describe('a stored row', () => {
  it('reads back as it was written, with the incarnation of its node', () => {
    const trace = new Trace(['n1', 'n2'], true);
    trace.setIncarnation(1, 3);
    trace.nowNs = 5;
    trace.record('observed', 1, 0, 'elected', { term: 2 });
    expect(trace.event(0)).toEqual({
      seq: 0,
      at: 5,
      type: 'observed',
      node: 'n2',
      peer: 'n1',
      name: 'elected',
      incarnation: 3,
      data: { term: 2 },
    });
  });

  it('tells the identity of a message', () => {
    const trace = new Trace(['n1', 'n2'], true);
    const name = trace.nameId('tell');

    const message = {
      sentAtNs: 9,
      ordinal: 2,
      copy: 1,
      attempt: 3,
      body: { n: 1 },
      shape: null,
      exchange: null,
      stored: -1,
    };
    trace.messageRow(0, 0, 1, name, 1, 2, message);
    expect(trace.event(0)).toMatchObject({
      type: 'sent',
      name: 'tell',
      data: { sentAt: 9, ordinal: 2, copy: 1, attempt: 3, body: { n: 1 } },
    });
  });

  it('of a message tells the same as its first one, and what a call adds', () => {
    const trace = new Trace(['n1', 'n2'], true);
    const name = trace.nameId('ask');
    const message = {
      sentAtNs: 5_000_000_000_003,
      ordinal: 0,
      copy: 0,
      attempt: 0,
      body: { n: 1 },
      shape: trace.shape(describeFields({ n: integer() })),
      exchange: { operation: 'client-1', status: 'fail', error: 'busy' },
      stored: -1,
    };
    for (const code of [0, 1]) trace.messageRow(code, 0, 1, name, 1, 2, message);
    const [sent, delivered] = [0, 1].map((seq) => trace.event(seq));
    expect(sent?.data).toEqual({
      sentAt: 5_000_000_000_003,
      ordinal: 0,
      request: 'client-1',
      status: 'fail',
      error: 'busy',
      body: { n: 1 },
    });
    expect(delivered).toEqual({ ...sent, seq: 1, type: 'delivered' });
  });

  it('knows which boot of its node it is of', () => {
    const trace = new Trace(['n1', 'n2'], true);
    const record = () => trace.record('log', 0, -1, null, 'line');
    record();
    for (const incarnation of [1, 2, 5]) {
      trace.setIncarnation(0, incarnation);
      record();
      trace.record('log', 1, -1, null, 'other');
      record();
    }
    const all = Array.from({ length: trace.rows }, (_, seq) => trace.event(seq));
    const of = (node: string) => all.filter((event) => event.node === node);
    expect(of('n1').map(({ incarnation }) => incarnation)).toEqual([0, 1, 1, 2, 2, 5, 5]);
    expect(of('n2').map(({ incarnation }) => incarnation)).toEqual([0, 0, 0]);
  });

  it('names its nodes, however many there are', () => {
    for (const count of [65_534, 65_535, 70_000]) {
      const trace = new Trace(
        Array.from({ length: count }, (_, i) => `n${i}`),
        true,
      );
      trace.record('log', count - 1, count - 2, null, 'line');
      trace.record('log', -1, 0, null, 'line');
      expect(trace.event(0)).toMatchObject({ node: `n${count - 1}`, peer: `n${count - 2}` });
      expect(trace.event(1)).toMatchObject({ node: null, peer: 'n0' });
    }
  });

  it('is found far from the beginning', () => {
    const trace = traced(
      Array.from({ length: 40_000 }, (_, i) => ({ data: i })),
      true,
    );
    expect([0, 16_383, 16_384, 39_999].map((seq) => trace.event(seq).data)).toEqual([
      0, 16_383, 16_384, 39_999,
    ]);
    expect(() => trace.event(40_000)).toThrow(RangeError);
  });

  it('is not there when rows are not stored', () => {
    expect(() => traced([{}]).event(0)).toThrow(RangeError);
  });
});
