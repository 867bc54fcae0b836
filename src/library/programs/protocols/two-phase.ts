import { boolean, oneOf, text } from '../../../base/schema.ts';
import { protocol, request } from '../../../world/program/protocol.ts';

/** How a transaction ends, everywhere alike. */
export const decision = oneOf(['commit', 'abort']);

/** What a client asks of the coordinator. */
export const transfers = protocol({
  transfer: request({ reference: text() }, { committed: boolean() }),
});

/** What coordinator and participants ask one another. */
export const phases = protocol({
  prepare: request({ transaction: text() }, { agrees: boolean() }),
  decide: request({ transaction: text(), decision }),
  'what-became-of': request(
    { transaction: text() },
    { decision: oneOf(['commit', 'abort', 'undecided']) },
  ),
});

/** What each of them reports when a transaction is over for it. */
export const settlement = { settled: { transaction: text(), decision } };
