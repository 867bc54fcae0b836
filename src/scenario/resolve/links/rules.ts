import type { NodeId } from '../../../base/units.ts';
import { parseLinkKey } from '../../selector/parse.ts';
import { keySides } from '../../selector/resolve.ts';
import { isTextProblem } from '../../diagnostics/text-problem.ts';
import { nameOfSpot, type Spot } from '../../source/tree.ts';
import type { PeopledContext } from '../context.ts';
import { DEFAULTS } from '../entries.ts';
import { type LinkValue, type PortWords, readLinkValues } from './values.ts';
import type { Rule } from '../specificity.ts';
import type { Places, SwitchDraft } from './switches.ts';

/** What one entry says of the directed links that it names. */
export interface LinkRule extends Rule<LinkValue> {
  readonly spot: Spot;
  /** What it says of ports and bursts. */
  readonly words: PortWords;
  readonly from: ReadonlySet<NodeId>;
  readonly to: ReadonlySet<NodeId>;
  readonly both: boolean;
}

/** What is said of two nodes, whatever lies between them. */
const wholeWay: ReadonlySet<string> = new Set(['mtu', 'authenticated']);

/** How many directed links an entry speaks of. */
function pairCount(from: ReadonlySet<NodeId>, to: ReadonlySet<NodeId>, both: boolean): number {
  let shared = 0;
  for (const node of from) if (to.has(node)) shared += 1;
  const oneWay = from.size * to.size - shared;
  return both ? 2 * oneWay - (shared * shared - shared) : oneWay;
}

/** What an entry under `links` says; undefined, with the problem told, if its key names no links. */
export function ruleOf(spot: Spot, places: Places, context: PeopledContext): LinkRule | undefined {
  const said = readLinkValues(spot, context);
  const key = nameOfSpot(spot);
  const { world, problems } = context;
  if (key === DEFAULTS) {
    const all = new Set(places.ids);
    return { spot, from: all, to: all, both: false, ...said, size: Infinity };
  }
  const selector = parseLinkKey(key, world);
  if (isTextProblem(selector)) {
    problems.inKey('E_SELECTOR', spot, selector);
    return undefined;
  }
  const sides = keySides(selector, world.nodes, world.switches);
  const [from, to] = [new Set(sides.from), new Set(sides.to)];
  const { both } = selector;
  return { spot, from, to, both, ...said, size: pairCount(from, to, both) };
}

/** What a switch's `port` says: of all links that leave it, less than any entry under `links`. */
export function portRule(
  { id, port }: SwitchDraft,
  places: Places,
  context: PeopledContext,
): LinkRule | undefined {
  if (port === undefined) return undefined;
  const said = readLinkValues(port, context);
  const to = new Set(places.ids);
  return { spot: port, from: new Set([id]), to, both: false, ...said, size: Number.MAX_VALUE };
}

/** How far a topology puts a switch from others: less than any entry says, more than its port. */
export function delayRules({ id, delays }: SwitchDraft): readonly LinkRule[] {
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
export function checkDirect(rule: LinkRule, places: Places, { problems }: PeopledContext): void {
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
export function checkHops(rule: LinkRule, places: Places, { problems }: PeopledContext): void {
  const mtu = rule.values.get('mtu');
  if (mtu === undefined) return;
  const haveSwitch = (side: ReadonlySet<NodeId>): boolean =>
    [...side].every((id) => places.isSwitch(id));
  if (!haveSwitch(rule.from) && !haveSwitch(rule.to)) return;
  problems.atValue('E_NO_LINK', mtu.spot, 'an `mtu` is of the whole way between two nodes', {
    notes: ['say it of the nodes at its ends, e.g. `a -> b`'],
  });
}
