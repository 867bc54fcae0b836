import type { Description } from '../../base/schema/description.ts';
import { isRequest, type Protocol } from '../../world/program/protocol.ts';

/** The request with which a final read asks for what was written. */
export interface ReadingRequest {
  readonly op: string;
  /** The field that takes the key; null when there is one value only. */
  readonly key: string | null;
}

function needed(fields: {
  readonly [name: string]: { readonly description: Description };
}): string[] {
  return Object.keys(fields).filter((name) => fields[name]?.description.optional === false);
}

/**
 * The request of a protocol that reads: its reply has fields and its body is just a key (a single
 * text), or nothing at all. Null when there is none; of several a keyed one before one without, what
 * the workload itself asks before what servers may ask one another, `key` before other fields, and
 * then the first by name.
 */
export function readingRequest(
  served: Protocol,
  asked: ReadonlySet<string>,
): ReadingRequest | null {
  const found: { readonly request: ReadingRequest; readonly rank: number }[] = [];
  for (const op of Object.keys(served).sort((a, b) => (a < b ? -1 : 1))) {
    const declared = served[op];
    if (declared === undefined || !isRequest(declared)) continue;
    if (Object.keys(declared.reply).length === 0) continue;
    const body: { readonly [name: string]: { readonly description: Description } } = declared.body;
    const [key, ...more] = needed(body);
    if (more.length > 0) continue;
    const foreign = asked.has(op) ? 0 : 2;
    if (key === undefined) found.push({ request: { op, key: null }, rank: 4 + foreign });
    else if (body[key]?.description.word === 'text') {
      found.push({ request: { op, key }, rank: foreign + (key === 'key' ? 0 : 1) });
    }
  }
  found.sort((a, b) => a.rank - b.rank);
  return found[0]?.request ?? null;
}
