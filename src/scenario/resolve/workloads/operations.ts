import { compareNatural, compareText } from '../../../base/order.ts';
import { toPpb } from '../../../base/quantity/quantity.ts';
import type { WorkloadDefinition } from '../../../library/workloads/define.ts';
import { shelves } from '../../definitions.ts';
import type { WorkloadPlan } from '../../plan/workload.ts';
import { Section } from '../../section.ts';
import { entrySpots, nameOfSpot, type Spot } from '../../source/tree.ts';
import { readCount, readNumber, readQuantity, readWord } from '../../values.ts';
import type { Vocabulary } from '../../vocabulary/vocabulary.ts';
import type { PeopledContext } from '../context.ts';
import { wantedOps } from './parties.ts';
import { reportUnknownOp } from './steps.ts';

const WHOLE_PPB = 1_000_000_000;
/** One key, so that clients meet; and the exponent of Zipf's own law. */
const oneKey: WorkloadPlan['keys'] = { count: 1, choice: 'uniform', skew: 1 };

/**
 * The requests that a workload makes, with their shares, in order of name; `served` is null if
 * nobody knows.
 */
export function readOps(
  section: Section,
  served: Vocabulary | null,
  definition: WorkloadDefinition,
  context: PeopledContext,
): WorkloadPlan['ops'] {
  const spot = section.get('ops');
  if (spot === undefined) {
    if (served === null) return [];
    for (const op of wantedOps(section, definition)) {
      if (!served.requests.has(op))
        reportUnknownOp(section.spot, op, served.requests.keys(), context);
    }
    return onlyOp(section, served, definition);
  }
  const entries = new Section(spot, '`ops`', context.problems);
  let isKnown = entries.isMap;
  const ops = entrySpots(entries.spot).map((entry) => {
    const op = nameOfSpot(entry);
    const share = readQuantity('share', entry, context.problems);
    if (share === undefined) isKnown = false;
    if (served !== null && !served.requests.has(op))
      reportUnknownOp(
        { ...entry, tree: { ...entry.tree, span: entry.keySpan } },
        op,
        served.requests.keys(),
        context,
      );
    return { op, sharePpb: share === undefined ? 0 : toPpb(share) };
  });
  const sum = ops.reduce((total, { sharePpb }) => total + sharePpb, 0);
  if (isKnown && sum !== WHOLE_PPB) {
    context.problems.atValue(
      'E_SHARES',
      spot,
      `the shares of \`ops\` sum to ${sum / 10_000_000}%, not to 100%`,
    );
  }
  return ops.sort((a, b) => compareText(a.op, b.op));
}

/**
 * Without `ops` a generic workload makes the only request that is served. One of the user's own may
 * never ask for a share: it is told when it does.
 */
function onlyOp(
  section: Section,
  served: Vocabulary,
  definition: WorkloadDefinition,
): WorkloadPlan['ops'] {
  if (definition.operations !== null || section.has('steps')) return [];
  const [only, ...others] = [...served.requests.keys()].sort(compareNatural);
  if (only === undefined) return [];
  if (others.length === 0) return [{ op: only, sharePpb: WHOLE_PPB }];
  if (shelves.workload.get(definition.name) !== definition) return [];
  section.lacks(['ops'], 'missing key "ops": the program serves several requests', {
    notes: [`they are: ${[only, ...others].join(', ')}`, `e.g. ops: { ${only}: 100% }`],
  });
  return [];
}

/** Unlike shares need a table of all of them. */
const mostUnlikeKeys = 1_000_000;

/** The keys that requests are about. */
export function readKeys(spot: Spot | undefined, context: PeopledContext): WorkloadPlan['keys'] {
  if (spot === undefined) return oneKey;
  if (spot.tree.kind !== 'map')
    return { ...oneKey, count: readCount(spot, context.problems, 1) ?? 1 };
  const section = new Section(spot, '`keys`', context.problems);
  const [count, choice, skew] = [section.get('count'), section.get('choice'), section.get('skew')];
  if (count === undefined) section.lacks(['count'], 'missing key "count" of `keys`');
  section.close();
  const word =
    choice === undefined
      ? 'uniform'
      : (readWord(choice, ['uniform', 'zipf'], context.problems) ?? 'uniform');
  if (skew !== undefined && word !== 'zipf')
    context.problems.atKey('E_WORKLOAD', skew, '`skew` needs `choice: zipf`');
  const most = word === 'zipf' ? mostUnlikeKeys : undefined;
  return {
    count: count === undefined ? oneKey.count : (readCount(count, context.problems, 1, most) ?? 1),
    choice: word,
    skew: skew === undefined ? oneKey.skew : (readNumber(skew, context.problems) ?? oneKey.skew),
  };
}
