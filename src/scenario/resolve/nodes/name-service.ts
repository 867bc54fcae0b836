import type { NodeId } from '../../../base/units.ts';
import type { NamesPlan } from '../../../world/names/resolver.ts';
import type { Section } from '../../section.ts';
import { parseNodeKey } from '../../selector/parse.ts';
import { keyNodes } from '../../selector/resolve.ts';
import { isTextProblem } from '../../diagnostics/text-problem.ts';
import { type Spot } from '../../source/tree.ts';
import { readCount, readDuration, readText } from '../../values.ts';
import type { PeopledContext } from '../context.ts';
import { valuesByNode } from './node-keyed.ts';
import { namesNobody } from '../selectors.ts';
import { severalOf } from '../several.ts';
import type { Placed } from '../specificity.ts';

type NameValue = number | readonly NodeId[];

const second = 1_000_000_000;

/** As resolvers of Linux wait, and as long as many zones say (resolv.conf, RFC 2308; remembered). */
const usual = {
  ttl: 60 * second,
  negative: 5 * second,
  stale: 0,
  timeout: 5 * second,
  attempts: 2,
};

function readNodes(spot: Spot, context: PeopledContext): readonly NodeId[] | undefined {
  const items = severalOf(spot, 'E_SELECTOR', namesNobody, context.problems);
  if (items.length === 0) return undefined;
  const found = new Set<NodeId>();
  for (const item of items) {
    const text = readText(item, context.problems);
    if (text === undefined) return undefined;
    const selector = parseNodeKey(text, context.world);
    if (isTextProblem(selector)) {
      context.problems.inValue('E_SELECTOR', item, selector);
      return undefined;
    }
    for (const node of keyNodes(selector, context.world.nodes)) found.add(node);
  }
  return [...found];
}

function readValues(
  section: Section,
  context: PeopledContext,
): ReadonlyMap<string, Placed<NameValue>> {
  const values = new Map<string, Placed<NameValue>>();
  const say = (key: string, read: (spot: Spot) => NameValue | undefined): void => {
    const spot = section.get(key);
    const value = spot === undefined ? undefined : read(spot);
    if (spot !== undefined && value !== undefined) values.set(key, { spot, value });
  };
  for (const key of ['servers', 'of']) say(key, (spot) => readNodes(spot, context));
  for (const key of ['ttl', 'negative', 'stale', 'timeout']) {
    say(key, (spot) => readDuration(spot, context.problems));
  }
  say('attempts', (spot) => readCount(spot, context.problems, 1));
  return values;
}

/** How each node finds others by name; null: it knows where they are. */
export function nameServices(context: PeopledContext): (node: NodeId) => NamesPlan | null {
  const valuesOf = valuesByNode(
    'names',
    'an entry of `names`',
    (section) => readValues(section, context),
    context,
  );
  const told = new Set<Spot>();
  return (node) => {
    const values = valuesOf(node);
    const nodes = (key: string): readonly NodeId[] | undefined => {
      const value = values.get(key)?.value;
      return typeof value === 'object' ? value : undefined;
    };
    const number = (key: keyof typeof usual): number => {
      const value = values.get(key)?.value;
      return typeof value === 'number' ? value : usual[key];
    };
    const servers = nodes('servers');
    if (servers === undefined) {
      const [first] = values.values();
      if (first !== undefined && !told.has(first.spot)) {
        told.add(first.spot);
        context.problems.atKey(
          'E_MISSING_KEY',
          first.spot,
          `missing key "servers": ${node} has nobody to ask`,
          { notes: ['e.g. servers: dns'] },
        );
      }
      return null;
    }
    return {
      servers,
      of: nodes('of') ?? context.world.nodes.filter((id) => !servers.includes(id)),
      ttlNs: number('ttl'),
      negativeNs: number('negative'),
      staleNs: number('stale'),
      timeoutNs: number('timeout'),
      attempts: number('attempts'),
    };
  };
}
