import type { Distribution } from '../../base/distribution.ts';
import { compareText } from '../../base/order.ts';
import { toBytes } from '../../base/quantity.ts';
import type { NodeId } from '../../base/units.ts';
import type { LinkClass, LinkParameters } from '../../world/link.ts';
import type { LinkTable } from '../scenario.ts';
import { Section } from '../section.ts';
import { parseLinkKey } from '../selector/parse.ts';
import { keySides } from '../selector/resolve.ts';
import { isTextProblem } from '../text-problem.ts';
import { entrySpots, nameOfSpot, scalarAt, type Spot } from '../tree.ts';
import { readBoolean, readQuantity, readShare } from '../values.ts';
import { isGlob } from '../vocabulary.ts';
import type { PeopledContext } from './context.ts';
import { DEFAULTS, rawEntries } from './entries.ts';
import { checkMessage, portFrom, type PortWord, readPortWords } from './ports.ts';
import { readDelay } from './reading.ts';
import { reportProblem } from './selectors.ts';
import { decide, type Placed, type Rule } from './specificity.ts';
import { Places, readSwitches, type SwitchDraft } from './switches.ts';

type LinkValue = Distribution | number | boolean;

interface LinkRule extends Rule<LinkValue> {
  readonly spot: Spot;
  /** What it says of ports and bursts. */
  readonly words: ReadonlyMap<string, Placed<PortWord>>;
  readonly from: ReadonlySet<NodeId>;
  readonly to: ReadonlySet<NodeId>;
  readonly both: boolean;
}

/** A latency that some link has, and where it is written. */
export interface WrittenLatency {
  readonly spot: Spot;
  readonly distribution: Distribution;
}

/** The links of a run, and the latencies that the file gives them. */
export interface ResolvedLinks {
  readonly table: LinkTable;
  readonly latencies: readonly WrittenLatency[];
}

const shareKeys = ['loss', 'duplicate', 'reorder', 'corrupt'] as const;

/** What is said of two nodes, whatever lies between them. */
const wholeWay: ReadonlySet<string> = new Set(['mtu', 'authenticated']);

/** What a link is when the file says nothing of it. */
const ideal: LinkParameters = {
  latency: { kind: 'constant', ns: 1_000_000 },
  lossPpb: 0,
  duplicatePpb: 0,
  reorderPpb: 0,
  corruptPpb: 0,
};

/** Bytes of a packet of an Ethernet, and the fewest that IPv4 asks every host to take. */
const ethernetMtuBytes = 1500;
const leastMtuBytes = 576;

function readMtu(spot: Spot, { problems }: PeopledContext): number | undefined {
  const size = readQuantity('size', spot, problems);
  if (size === undefined) return undefined;
  const bytes = toBytes(size);
  if (bytes >= leastMtuBytes) return bytes;
  problems.atValue('E_BOUND', spot, `an mtu has at least ${leastMtuBytes}B, this has ${bytes}B`);
  return undefined;
}

type Values = Map<string, Placed<LinkValue>>;

function readParameters(
  section: Section,
  prefix: string,
  values: Values,
  context: PeopledContext,
): void {
  const latency = section.get('latency');
  const distribution = latency === undefined ? undefined : readDelay(latency, context);
  if (latency !== undefined && distribution !== undefined) {
    values.set(`${prefix}latency`, { spot: latency, value: distribution });
  }
  for (const key of shareKeys) {
    const spot = section.get(key);
    const ppb = spot === undefined ? undefined : readShare(spot, context.problems);
    if (spot !== undefined && ppb !== undefined) values.set(prefix + key, { spot, value: ppb });
  }
  refuseJitter(section, context);
}

/** People who come from other tools write `jitter`: shows what to say in its place. */
function refuseJitter(section: Section, context: PeopledContext): void {
  const jitter = entrySpots(section.spot).find((spot) => nameOfSpot(spot) === 'jitter');
  if (jitter === undefined) return;
  section.know(['jitter']);
  context.problems.atKey(
    'E_UNKNOWN_KEY',
    jitter,
    'a link has no `jitter`: its latency is a distribution',
    {
      suggestion: 'write e.g. latency: 4ms..6ms',
      notes: ['or latency: { distribution: lognormal, p50: 5ms, p99: 20ms }'],
    },
  );
}

function readMessages(spot: Spot, values: Values, context: PeopledContext): void {
  const section = new Section(spot, '`messages`', context.problems);
  for (const entry of entrySpots(section.spot)) {
    const type = nameOfSpot(entry);
    checkMessage({ ...entry, tree: scalarAt(entry.keySpan, type) }, type, context);
    const own = new Section(entry, 'a message', context.problems);
    readParameters(own, `messages.${type}.`, values, context);
    own.close();
  }
}

function readValues(
  spot: Spot,
  context: PeopledContext,
): { readonly values: Values; readonly words: LinkRule['words'] } {
  const section = new Section(spot, 'a link', context.problems);
  const values: Values = new Map();
  readParameters(section, '', values, context);
  for (const key of ['connect', 'authenticated']) {
    const yesOrNo = section.get(key);
    const value = yesOrNo === undefined ? undefined : readBoolean(yesOrNo, context.problems);
    if (yesOrNo !== undefined && value !== undefined) values.set(key, { spot: yesOrNo, value });
  }
  const mtu = section.get('mtu');
  const mtuBytes = mtu === undefined ? undefined : readMtu(mtu, context);
  if (mtu !== undefined && mtuBytes !== undefined)
    values.set('mtu', { spot: mtu, value: mtuBytes });
  const messages = section.get('messages');
  if (messages !== undefined) readMessages(messages, values, context);
  const words = readPortWords(section, context);
  section.close();
  return { values, words };
}

function pairCount(from: ReadonlySet<NodeId>, to: ReadonlySet<NodeId>, both: boolean): number {
  let shared = 0;
  for (const node of from) if (to.has(node)) shared += 1;
  const oneWay = from.size * to.size - shared;
  return both ? 2 * oneWay - (shared * shared - shared) : oneWay;
}

function ruleOf(spot: Spot, places: Places, context: PeopledContext): LinkRule | undefined {
  const said = readValues(spot, context);
  const key = nameOfSpot(spot);
  const { world, problems } = context;
  if (key === DEFAULTS) {
    const all = new Set(places.ids);
    return { spot, from: all, to: all, both: false, ...said, size: Infinity };
  }
  const selector = parseLinkKey(key, world);
  if (isTextProblem(selector)) {
    reportProblem(
      { ...spot, tree: scalarAt(spot.keySpan, key, key) },
      selector,
      'E_SELECTOR',
      problems,
    );
    return undefined;
  }
  const sides = keySides(selector, world.nodes, world.switches);
  const [from, to] = [new Set(sides.from), new Set(sides.to)];
  const { both } = selector;
  return { spot, from, to, both, ...said, size: pairCount(from, to, both) };
}

/** What a switch's `port` says: of all links that leave it, less than any entry under `links`. */
function portRule(
  { id, port }: SwitchDraft,
  places: Places,
  context: PeopledContext,
): LinkRule | undefined {
  if (port === undefined) return undefined;
  const said = readValues(port, context);
  const to = new Set(places.ids);
  return { spot: port, from: new Set([id]), to, both: false, ...said, size: Number.MAX_VALUE };
}

/** How far a topology puts a switch from others: less than any entry says, more than its port. */
function delayRules({ id, delays }: SwitchDraft): readonly LinkRule[] {
  return delays.map(({ to, ns, spot }) => ({
    spot,
    from: new Set([id]),
    to: new Set([to]),
    both: false,
    values: new Map([['latency', { spot, value: { kind: 'constant', ns } }]]),
    words: new Map(),
    size: Number.MAX_VALUE / 2,
  }));
}

/** Tells of entries that give links to nodes which have none, for they send through switches. */
function checkDirect(rule: LinkRule, places: Places, { problems }: PeopledContext): void {
  const own = [...rule.values.keys(), ...rule.words.keys()];
  if (
    rule.size === Infinity ||
    own.every((key) => wholeWay.has(key) || key.startsWith('messages.'))
  )
    return;
  let first: readonly [NodeId, NodeId] | null = null;
  for (const from of rule.from) {
    for (const to of rule.to) {
      if (from === to) continue;
      if (!places.areSwitched(from, to)) return;
      first ??= [from, to];
    }
  }
  if (first === null) return;
  problems.atKey(
    'E_NO_LINK',
    rule.spot,
    `${first[0]} and ${first[1]} have no direct link: what they send goes through switches`,
    {
      notes: [
        'say it of a hop, e.g. `a -> switch`; only `messages`, `mtu` and `authenticated` may be said of the whole way',
      ],
    },
  );
}

/** Tells of entries that give hops what belongs to the whole way. */
function checkHops(rule: LinkRule, places: Places, { problems }: PeopledContext): void {
  const mtu = rule.values.get('mtu');
  if (mtu === undefined) return;
  const haveSwitch = (side: ReadonlySet<NodeId>): boolean =>
    [...side].every((id) => places.isSwitch(id));
  if (!haveSwitch(rule.from) && !haveSwitch(rule.to)) return;
  problems.atValue('E_NO_LINK', mtu.spot, 'an `mtu` is of the whole way between two nodes', {
    notes: ['say it of the nodes at its ends, e.g. `a -> b`'],
  });
}

/** Nodes of which all rules say the same on either side: few, however many nodes there are. */
interface Kind {
  readonly example: NodeId;
  count: number;
}

function kindsOf(
  places: Places,
  rules: readonly LinkRule[],
): { kinds: readonly Kind[]; kindOf: Uint32Array } {
  const bySignature = new Map<string, number>();
  const kinds: Kind[] = [];
  const kindOf = new Uint32Array(places.ids.length);
  places.ids.forEach((node, index) => {
    let signature = `${places.signature(node)} `;
    for (const { from, to } of rules)
      signature += String((from.has(node) ? 1 : 0) + (to.has(node) ? 2 : 0));
    let kind = bySignature.get(signature);
    if (kind === undefined) {
      kind = kinds.length;
      bySignature.set(signature, kind);
      kinds.push({ example: node, count: 0 });
    }
    const known = kinds[kind];
    if (known !== undefined) known.count += 1;
    kindOf[index] = kind;
  });
  return { kinds, kindOf };
}

function matches(rule: LinkRule, from: NodeId, to: NodeId): boolean {
  if (rule.from.has(from) && rule.to.has(to)) return true;
  return rule.both && rule.from.has(to) && rule.to.has(from);
}

function parametersFrom(
  values: ReadonlyMap<string, Placed<LinkValue>>,
  prefix: string,
  below: LinkParameters,
): LinkParameters {
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
  values: ReadonlyMap<string, Placed<LinkValue>>,
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

/** Builds the classes of directed links; pairs of which the same rules speak share one. */
class Classes {
  readonly classes: LinkClass[] = [];
  readonly latencies = new Map<Spot, Distribution>();
  readonly #byRules = new Map<string, number>();
  readonly #rules: readonly LinkRule[];
  readonly #places: Places;
  readonly #context: PeopledContext;

  constructor(rules: readonly LinkRule[], places: Places, context: PeopledContext) {
    this.#rules = rules;
    this.#places = places;
    this.#context = context;
  }

  /** The class for a pair of nodes; `real` is false for a node and itself, which have no link. */
  of(from: NodeId, to: NodeId, real: boolean): number {
    const matching = this.#rules.filter((rule) => matches(rule, from, to));
    const switched = this.#places.areSwitched(from, to);
    const isHop = this.#places.isSwitch(from) || this.#places.isSwitch(to);
    const kind = switched ? '=' : isHop ? '-' : '';
    const key = `${real ? '' : '~'}${kind}${matching.map((rule) => this.#rules.indexOf(rule)).join(',')}`;
    const known = this.#byRules.get(key);
    if (known !== undefined) return known;
    const problems = real ? this.#context.problems : null;
    const values = decide(matching, problems);
    if (real) this.#rememberLatencies(values);
    const said = matching.map(({ size, words }) => ({ size, values: words }));
    const port = real ? portFrom(decide(said, problems), this.#context) : {};
    const made = classFrom(values, port, switched);
    // What is said of messages is said once, of the whole way.
    this.classes.push(isHop ? { ...made, messages: [] } : made);
    this.#byRules.set(key, this.classes.length - 1);
    return this.classes.length - 1;
  }

  #rememberLatencies(values: ReadonlyMap<string, Placed<LinkValue>>): void {
    for (const { spot, value } of values.values()) {
      if (typeof value === 'object') this.latencies.set(spot, value);
    }
  }
}

/** The links between all nodes, by classes; without a table of all pairs. */
export function resolveLinks(context: PeopledContext): ResolvedLinks {
  const drafts = readSwitches(context);
  const places = new Places(context.world.nodes, drafts);
  const entries = rawEntries(context.scenario, 'links', context.problems);
  const rules = [
    ...entries.flatMap((spot) => ruleOf(spot, places, context) ?? []),
    ...drafts.flatMap((draft) => portRule(draft, places, context) ?? []),
    ...drafts.flatMap(delayRules),
  ];
  for (const rule of drafts.length > 0 ? rules : []) {
    checkDirect(rule, places, context);
    checkHops(rule, places, context);
  }
  const { kinds, kindOf } = kindsOf(places, rules);
  const classes = new Classes(rules, places, context);
  const width = kinds.length;
  const table = new Uint32Array(width * width);
  kinds.forEach((a, row) => {
    kinds.forEach((b, column) => {
      table[row * width + column] = classes.of(a.example, b.example, row !== column || a.count > 1);
    });
  });
  return {
    table: {
      classes: classes.classes,
      classOf: (from, to) => table[(kindOf[from] ?? 0) * width + (kindOf[to] ?? 0)] ?? 0,
      ...(drafts.length > 0 ? { switches: places.switches } : {}),
    },
    latencies: [...classes.latencies].map(([spot, distribution]) => ({ spot, distribution })),
  };
}
