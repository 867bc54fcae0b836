import { describe, expect, it } from 'vitest';
import { hashText } from '../../src/base/draw/draw.ts';
import { Trace } from '../../src/engine/trace.ts';
import type { EventType } from '../../src/engine/event.ts';
import { Transmissions } from '../../src/run/transmissions.ts';
import { rowCode } from '../../src/world/message/row-code.ts';

const nodes = ['a', 'b', 'c'];

interface Given {
  readonly sentAt: number;
  readonly ordinal?: number;
  readonly copy?: number;
  readonly request?: string;
  readonly why?: string;
}

/** A trace to which rows about messages are told by hand. */
class Wire {
  readonly trace = new Trace(nodes, false);
  readonly known = new Transmissions(nodes, this.trace);

  #message(given: Given) {
    const { sentAt, ordinal = 0, copy = 0, request = null } = given;
    const exchange = request === null ? null : { operation: request, status: null, error: null };
    const plain = { attempt: 0, body: null, shape: null, stored: -1 };
    return { ...plain, sentAtNs: sentAt, ordinal, copy, exchange };
  }

  row(type: EventType, at: number, [from, to]: readonly [number, number], given: Given): this {
    const { why } = given;
    const name = 'put';
    this.trace.nowNs = at;
    const message = this.#message(given);
    if (type === 'sent' || type === 'resent') {
      this.trace.messageRow(rowCode[type], from, to, this.trace.nameId(name), 1, 2, message);
    } else if (type === 'delivered' || type === 'late-reply') {
      this.trace.messageRow(rowCode[type], to, from, this.trace.nameId(name), 1, 2, message);
    } else {
      const row = why === undefined ? {} : { why };
      this.trace.fateRow(type, from, to, name, message, row);
    }
    return this;
  }
}

const ab = [0, 1] as const;
const fates = ({ known }: Wire) =>
  known.all().map(({ from, to, sentAt, fate, at, why, marks }) => {
    return [`${from}${to}`, sentAt, fate, at, why, marks.join()];
  });

describe('the messages of a run', () => {
  it('are joined from their sending to their end', () => {
    const wire = new Wire()
      .row('sent', 10, ab, { sentAt: 10, request: 'w/a#0' })
      .row('sent', 10, ab, { sentAt: 10, ordinal: 1 })
      .row('sent', 11, [1, 0], { sentAt: 11 })
      .row('lost', 12, ab, { sentAt: 10, ordinal: 1, why: 'partition' })
      .row('delivered', 15, ab, { sentAt: 10, request: 'w/a#0' });
    expect(fates(wire)).toEqual([
      ['ab', 10, 'delivered', 15, null, ''],
      ['ab', 10, 'lost', 12, 'partition', ''],
      ['ba', 11, 'untold', null, null, ''],
    ]);
    expect(wire.known.all()[0]).toEqual({
      seq: 0,
      sentAt: 10,
      from: 'a',
      to: 'b',
      message: 'put',
      request: 'w/a#0',
      fate: 'delivered',
      why: null,
      at: 15,
      endSeq: 4,
      marks: [],
    });
  });

  it('tell duplicates, retransmissions, late answers and refusals apart, and what was done to them', () => {
    const wire = new Wire()
      .row('sent', 1, ab, { sentAt: 1 })
      .row('duplicated', 1, ab, { sentAt: 1, copy: 1 })
      .row('held', 1, ab, { sentAt: 1, copy: 1 })
      .row('delivered', 2, ab, { sentAt: 1 })
      .row('resent', 3, ab, { sentAt: 3 })
      .row('refused', 4, ab, { sentAt: 3 })
      .row('released', 8, ab, { sentAt: 1, copy: 1 })
      .row('late-reply', 9, ab, { sentAt: 1, copy: 1 });
    expect(fates(wire)).toEqual([
      ['ab', 1, 'delivered', 2, null, ''],
      ['ab', 1, 'late', 9, null, 'duplicated,held'],
      ['ab', 3, 'refused', 4, null, 'resent'],
    ]);
  });

  it('arrive with their last packet, which has another identity', () => {
    const wire = new Wire()
      .row('sent', 1, ab, { sentAt: 1, request: 'r' })
      .row('delivered', 9, ab, { sentAt: 5, request: 'r' })
      .row('delivered', 10, ab, { sentAt: 6, request: 'another' });
    expect(fates(wire)).toEqual([['ab', 1, 'delivered', 9, null, '']]);
  });

  it('are not lost with one of their packets, and arrive once', () => {
    const wire = new Wire()
      .row('sent', 1, ab, { sentAt: 1, request: 'r' })
      .row('lost', 3, ab, { sentAt: 2, request: 'r', why: 'loss' });
    expect(fates(wire)).toEqual([['ab', 1, 'untold', null, null, '']]);
    wire
      .row('delivered', 9, ab, { sentAt: 5, request: 'r' })
      .row('delivered', 12, ab, { sentAt: 7, request: 'r' });
    expect(fates(wire)).toEqual([['ab', 1, 'delivered', 9, null, '']]);
  });

  it('are over with their end, alone or among others of the same instant', () => {
    const one = { sentAt: 1 };
    const other = { sentAt: 1, ordinal: 1 };
    const wire = new Wire().row('sent', 1, ab, one).row('sent', 1, ab, other);
    wire.row('delivered', 3, ab, one).row('lost', 4, ab, one);
    wire.row('delivered', 5, ab, other).row('lost', 6, ab, other);
    expect(fates(wire)).toEqual([
      ['ab', 1, 'delivered', 3, null, ''],
      ['ab', 1, 'delivered', 5, null, ''],
    ]);
  });

  it('leave out what a node says to itself', () => {
    const wire = new Wire().row('sent', 1, [0, 0], { sentAt: 1 });
    expect(wire.known.all()).toEqual([]);
  });

  it('change no hash of the trace', () => {
    const plain = new Trace(nodes, false);
    const followed = new Trace(nodes, false);
    const known = new Transmissions(nodes, followed);
    for (const trace of [plain, followed]) {
      trace.nowNs = 5;
      const message = {
        sentAtNs: 5,
        ordinal: 0,
        copy: 0,
        attempt: 0,
        body: null,
        shape: null,
        exchange: null,
        stored: -1,
      };
      trace.messageRow(rowCode.sent, 0, 1, trace.nameId('put'), hashText('x'), 1, message);
      trace.fateRow('lost', 0, 1, 'put', message, { sentAt: 5, why: 'loss' });
    }
    expect(followed.summary()).toEqual(plain.summary());
    expect(known.all()).toHaveLength(1);
  });
});
