import { integer, list, object, text } from '../../../base/schema.ts';
import type { Node } from '../../../world/program/node.ts';
import { protocol, request } from '../../../world/program/protocol.ts';
import { type leadership, registers } from '../protocols/failover.ts';

/** A change, the term of the leader that made it, and the operation that a client asked for. */
const change = object({ term: integer(), id: text(), key: text(), value: text() });

/** The same, as a value. */
export interface Change {
  readonly [field: string]: number | string;
  readonly term: number;
  readonly id: string;
  readonly key: string;
  readonly value: string;
}

/** What replicas ask one another. */
export const replication = protocol({
  ...registers,
  vote: request({ term: integer(), length: integer(), lastTerm: integer() }, {}, { denied: {} }),
  ship: request(
    { term: integer(), after: integer(), afterTerm: integer(), changes: list(change) },
    {},
    { stale: {}, behind: { length: integer() } },
  ),
});

/** A replica as its parts see it. */
export type Replica = Node<typeof replication, typeof leadership>;
