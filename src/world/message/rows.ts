import type { Value } from '../../base/units.ts';
import type { EventType } from '../../engine/event.ts';
import type { Trace } from '../../engine/trace.ts';
import type { Wire } from '../network/link.ts';
import type { Message } from './message.ts';
import type { LossCause } from '../ports.ts';

/** The rows of a trace that say what became of a message on its way. */
export class MessageRows {
  readonly #trace: Trace;

  constructor(trace: Trace) {
    this.#trace = trace;
  }

  /**
   * Words between kernels are no rows. `where`: the hop on which it happened, unless that is the
   * whole way.
   */
  add(type: EventType, message: Message, why?: LossCause, where: Wire | null = null): void {
    if (message.role === 'control') return;
    const { sentAtNs: sentAt, ordinal, copy } = message;
    const row: { [what: string]: Value } = { sentAt, ordinal, copy };
    if (why !== undefined) row['why'] = why;
    if (where !== null && where !== message.link) row['hop'] = `${where.fromId} -> ${where.toId}`;
    if (type === 'corrupted') row['body'] = message.body;
    if (type === 'forged') row['from'] = message.envelope;
    this.#trace.fateRow(type, message.fromIndex, message.toIndex, message.kind.name, message, row);
  }
}
