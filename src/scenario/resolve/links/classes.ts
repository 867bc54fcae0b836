import type { Distribution } from '../../../base/sampler/distribution.ts';
import { compareText } from '../../../base/order.ts';
import type { LinkClass, LinkParameters } from '../../../world/network/link.ts';
import type { Spot } from '../../source/tree.ts';
import { isGlob } from '../../vocabulary/vocabulary.ts';
import type { PeopledContext } from '../context.ts';
import type { LinkRule } from './rules.ts';
import type { LinkValues } from './values.ts';
import { portFrom } from './ports.ts';
import type { RuleSets } from './rule-sets.ts';
import { decide } from '../specificity.ts';

/** What a link does to some of its messages, as the file says, and the latency of those messages. */
export interface WrittenFlaw {
  readonly spot: Spot;
  readonly flaw: 'loss' | 'duplicate' | 'reorder' | 'corrupt';
  readonly latency: Distribution;
}

/** What a link is when the file says nothing of it. */
const ideal: LinkParameters = {
  latency: { kind: 'constant', ns: 1_000_000 },
  lossPpb: 0,
  duplicatePpb: 0,
  reorderPpb: 0,
  corruptPpb: 0,
};

/** Bytes of a packet of an Ethernet. */
const ethernetMtuBytes = 1500;

function parametersFrom(values: LinkValues, prefix: string, below: LinkParameters): LinkParameters {
  const latency = values.get(`${prefix}latency`)?.value;
  const share = (key: string, fallback: number): number => {
    const value = values.get(prefix + key)?.value;
    return typeof value === 'number' ? value : fallback;
  };
  return {
    latency: typeof latency === 'object' ? latency : below.latency,
    lossPpb: share('loss', below.lossPpb),
    duplicatePpb: share('duplicate', below.duplicatePpb),
    reorderPpb: share('reorder', below.reorderPpb),
    corruptPpb: share('corrupt', below.corruptPpb),
  };
}

/** Exact types stand before globs, so that the first that fits is the one that says most. */
function byCloseness(a: string, b: string): number {
  const globs = Number(isGlob(a)) - Number(isGlob(b));
  return globs !== 0 ? globs : b.length - a.length || compareText(a, b);
}

/** Between nodes that send through switches: the hops have all but what is said of messages. */
const wayItself: LinkParameters = { ...ideal, latency: { kind: 'constant', ns: 0 } };

function classFrom(
  values: LinkValues,
  port: ReturnType<typeof portFrom>,
  switched: boolean,
): LinkClass {
  const parameters = switched ? wayItself : parametersFrom(values, '', ideal);
  const mtu = values.get('mtu')?.value;
  const types = new Set(
    [...values.keys()].flatMap((key) => /^messages\.(.*)\.[a-z]+$/.exec(key)?.[1] ?? []),
  );
  return {
    ...parameters,
    ...(switched ? { switched } : port),
    connected: switched || values.get('connect')?.value !== false,
    ...(values.get('authenticated')?.value === true ? { authenticated: true } : {}),
    mtuBytes: typeof mtu === 'number' ? mtu : ethernetMtuBytes,
    messages: [...types].sort(byCloseness).map((type) => ({
      type,
      parameters: parametersFrom(values, `messages.${type}.`, parameters),
    })),
  };
}

/** How two places are joined: through switches, over a hop to or from a switch, or directly. */
export type Way = 'switched' | 'hop' | 'direct';

const ways: readonly Way[] = ['switched', 'hop', 'direct'];

/** Builds the classes of directed links; pairs of which the same rules speak share one. */
export class LinkClasses {
  readonly classes: LinkClass[] = [];
  readonly latencies = new Map<Spot, Distribution>();
  readonly flaws: WrittenFlaw[] = [];
  readonly #known = new Map<number, number>();
  readonly #rules: readonly LinkRule[];
  readonly #sets: RuleSets;
  readonly #context: PeopledContext;

  constructor(rules: readonly LinkRule[], sets: RuleSets, context: PeopledContext) {
    this.#rules = rules;
    this.#sets = sets;
    this.#context = context;
  }

  /** The class of which a set of rules speaks; `real` is false for a node and itself, which have no link. */
  of(set: number, way: Way, real: boolean): number {
    const key = (set * ways.length + ways.indexOf(way)) * 2 + (real ? 1 : 0);
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const matching = this.#sets.members(set).flatMap((rule) => this.#rules[rule] ?? []);
    const switched = way === 'switched';
    const isHop = way === 'hop';
    const problems = real ? this.#context.problems : null;
    const values = decide(matching, problems);
    if (real) {
      this.#rememberLatencies(values);
      this.#rememberFlaws(values);
    }
    const said = decide(
      matching.map(({ size, words }) => ({ size, values: words })),
      problems,
    );
    const port = real ? portFrom(said, this.#context) : {};
    const burst = said.get('burst');
    if (port.burst !== undefined && port.burst.lossPpb > 0 && burst !== undefined)
      this.flaws.push({ spot: burst.spot, flaw: 'loss', latency: ideal.latency });
    const made = classFrom(values, port, switched);
    // What is said of messages is said once, of the whole way.
    this.classes.push(isHop ? { ...made, messages: [] } : made);
    this.#known.set(key, this.classes.length - 1);
    return this.classes.length - 1;
  }

  #rememberLatencies(values: LinkValues): void {
    for (const { spot, value } of values.values()) {
      if (typeof value === 'object') this.latencies.set(spot, value);
    }
  }

  #rememberFlaws(values: LinkValues): void {
    for (const [key, { spot, value }] of values) {
      const [, prefix = '', flaw] = /^(.*\.)?(loss|duplicate|reorder|corrupt)$/.exec(key) ?? [];
      if (flaw === undefined || typeof value !== 'number' || value === 0) continue;
      const own = values.get(`${prefix}latency`) ?? values.get('latency');
      const latency = typeof own?.value === 'object' ? own.value : ideal.latency;
      this.flaws.push({ spot, flaw: flaw as WrittenFlaw['flaw'], latency });
    }
  }
}
