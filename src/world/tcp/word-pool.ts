import type { Kind } from '../message/kind.ts';
import type { Link } from '../network/link.ts';
import { Message } from '../message/message.ts';
import type { Control, Exchange } from '../ports.ts';

/** What each word between kernels carries: itself. */
const words: { readonly [C in Control]: Exchange } = {
  syn: exchangeOf('syn'),
  'syn-ack': exchangeOf('syn-ack'),
  ack: exchangeOf('ack'),
  probe: exchangeOf('probe'),
  fin: exchangeOf('fin'),
  rst: exchangeOf('rst'),
  lookup: exchangeOf('lookup'),
  name: exchangeOf('name'),
};

function exchangeOf(control: Control): Exchange {
  return { call: null, operation: null, status: null, error: null, control };
}

/** Words between kernels. A bare acknowledgement that was heard lends its place to the next. */
export class WordPool {
  readonly #used: Message[] = [];

  /** A word for a link. */
  take(id: number, link: Link, kind: Kind, control: Control): Message {
    const used = control === 'ack' ? this.#used.pop() : undefined;
    if (used === undefined) {
      const exchange = words[control];
      const cargo = { role: 'control', kind, body: null, low: 0, high: 0, exchange } as const;
      return new Message(id, link, cargo, 0);
    }
    used.id = id;
    used.link = link;
    used.copy = 0;
    used.lineage = 0;
    used.cleared = false;
    return used;
  }

  /** A bare acknowledgement was heard, and nobody will ask for it again. */
  recycle(ack: Message): void {
    this.#used.push(ack);
  }
}
