import { duration, integer, node, text } from '../../../base/schema.ts';
import { protocol, request } from '../../../world/program/protocol.ts';

/** What a lock service is asked: a lock is lent for a while, under a number that only grows. */
export const locks = protocol({
  acquire: request(
    { lock: text() },
    { token: integer(), ttl: duration() },
    { held: { by: node() } },
  ),
  renew: request({ lock: text(), token: integer() }, { ttl: duration() }, { expired: {} }),
});

/** What a file store is asked; each write shows the token of the lock under which it is made. */
export const files = protocol({
  write: request(
    { file: text(), content: text(), token: integer() },
    {},
    { fenced: { newest: integer() } },
  ),
  read: request({ file: text() }, { content: text().optional() }),
});
