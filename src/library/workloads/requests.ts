import type { Description, Fields } from '../../base/schema/description.ts';
import type { Random } from '../../world/program/node.ts';
import { isRequest } from '../../world/program/protocol.ts';
import { defineWorkload, type WorkloadClient, type WorkloadContext } from './define.ts';

const LONGEST_NS = 1_000_000_000;

/** The values of one operation's fields. */
class Body {
  readonly #client: WorkloadClient;
  readonly #n: number;
  readonly #context: WorkloadContext;

  constructor(client: WorkloadClient, n: number, context: WorkloadContext) {
    this.#client = client;
    this.#n = n;
    this.#context = context;
  }

  get #random(): Random {
    return this.#client.random;
  }

  /** Unlike that of every other operation of this run, so that a check can tell them apart. */
  get #tag(): string {
    return this.#context.ownText(this.#client.id, this.#n);
  }

  /** A value for each field that may not be left out. */
  fields(fields: { readonly [name: string]: Description }): { [name: string]: unknown } {
    const body: { [name: string]: unknown } = {};
    for (const [name, description] of Object.entries(fields)) {
      if (description.optional) continue;
      body[name] = this.#value(name, description);
    }
    return body;
  }

  #value(name: string, description: Description): unknown {
    switch (description.word) {
      case 'text':
        return name === 'key' ? this.#context.pickKey(this.#random) : this.#tag;
      case 'integer':
      case 'number':
      case 'ppm':
      case 'factor':
      case 'size':
      case 'bandwidth':
      case 'rate':
        return this.#number(description);
      case 'duration':
      case 'signed-duration':
      case 'wall-time':
      case 'distribution':
        return this.#random.integer(0, LONGEST_NS);
      case 'probability':
        return this.#random.integer(0, 100) / 100;
      case 'boolean':
        return this.#random.chance(0.5);
      case 'one-of':
        return this.#random.pick(description.words ?? []);
      case 'node':
        return this.#client.id;
      case 'nodes':
        return [this.#client.id];
      case 'list':
        return description.of === null ? [] : [this.#value(name, description.of)];
      case 'map':
        return description.of === null ? {} : { [this.#tag]: this.#value(name, description.of) };
      case 'object':
        return this.fields(description.fields ?? {});
      case 'value':
      case 'signature':
      case 'formula':
      case 'event':
      case 'selector':
      case 'link':
        return this.#tag;
    }
  }

  /**
   * Different for each operation while nothing bounds it above, so that a read of it tells which
   * operation wrote it; else drawn within the bounds.
   */
  #number({ min, max }: Description): number {
    const high = typeof max === 'number' ? Math.floor(max) : null;
    const low = typeof min === 'number' ? Math.ceil(min) : Math.min(0, high ?? 0);
    if (high !== null) return this.#random.integer(low, high);
    return low + this.#context.ownNumber(this.#n * this.#client.count + this.#client.index);
  }
}

type Descriptions = { readonly [name: string]: Description };

/** They are asked for with each operation, and a protocol never changes. */
const known = new WeakMap<Fields, Descriptions>();

function descriptions(fields: Fields): Descriptions {
  const before = known.get(fields);
  if (before !== undefined) return before;
  const entries = Object.entries(fields).map(([name, schema]) => [name, schema.description]);
  const described = Object.fromEntries(entries) as Descriptions;
  known.set(fields, described);
  return described;
}

/** Requests of whatever program serves, with bodies made up from its own declarations. */
export const requests = defineWorkload({
  name: 'requests',
  summary:
    'The requests that `ops` names (or the only one served), with unique values in their fields.',
  example:
    'visits: { workload: requests, to: counter, ops: { increment: 80%, read: 20% }, rate: 10/s }',

  next(client, n, _config, context) {
    const op = context.pickOp(client.random);
    const served = context.served[op];
    if (served === undefined || !isRequest(served)) return null;
    return { op, body: new Body(client, n, context).fields(descriptions(served.body)) };
  },
});
