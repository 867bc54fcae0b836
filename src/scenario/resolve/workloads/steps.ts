import type { NodeId } from '../../../base/units.ts';
import type { Fields } from '../../../base/schema/description.ts';
import { closest } from '../../../base/text/suggest.ts';
import type { ArrivalPlan, StepPlan } from '../../plan/workload.ts';
import type { NodeSelector } from '../../selector.ts';
import { Section } from '../../section.ts';
import { entrySpots, nameOfSpot, type Spot } from '../../source/tree.ts';
import { readDuration, readText } from '../../values.ts';
import { listedNames } from '../../vocabulary/vocabulary.ts';
import type { PeopledContext } from '../context.ts';
import { readWholeFields } from '../reading.ts';
import { readFixedNodes, readNodeSelector } from '../selectors.ts';
import { severalOf } from '../several.ts';
import { demandServed, possibleNodes, servedBy } from './servers.ts';
import { readTrigger } from '../faults/trigger.ts';

const stepKeys = ['at', 'when', 'node', 'to', 'op'] as const;

/** Tells that a request is not declared by whom it is asked of. */
export function reportUnknownOp(
  spot: Spot,
  op: string,
  known: Iterable<string>,
  context: PeopledContext,
): void {
  const names = [...known];
  context.problems.atValue(
    'E_UNKNOWN_OPERATION',
    spot,
    `the program that serves has no request "${op}"`,
    {
      meant: closest(op, names),
      notes: [names.length === 0 ? 'it serves no requests' : `it serves: ${listedNames(names)}`],
    },
  );
}

function readClient(section: Section, { from }: Cast, context: PeopledContext): NodeId | undefined {
  const spot = section.get('node');
  if (spot === undefined) {
    context.problems.atKey(
      'E_MISSING_KEY',
      section.spot,
      'missing key "node": a step says which client asks',
    );
    return undefined;
  }
  const nodes = readFixedNodes(spot, context);
  const [first, ...others] = nodes ?? [];
  if (first !== undefined && others.length > 0) {
    context.problems.atValue(
      'E_STEP',
      spot,
      `a step is of one node, and this is ${others.length + 1}`,
      { meant: first },
    );
  } else if (first !== undefined && from?.includes(first) === false) {
    context.problems.atValue('E_STEP', spot, `${first} is not in the \`from\` of its workload`);
  }
  return first;
}

function readTimes(section: Section, context: PeopledContext): Pick<StepPlan, 'atNs' | 'when'> {
  const [at, when] = [section.get('at'), section.get('when')];
  if (at !== undefined && when !== undefined)
    context.problems.atKey('E_TWO_SCHEDULES', when, '`at` and `when` are two schedules');
  if (when !== undefined) return { atNs: null, when: readTrigger(when, context) ?? null };
  if (at === undefined) {
    context.problems.atKey('E_MISSING_KEY', section.spot, 'a step needs `at` or `when`');
    return { atNs: 0, when: null };
  }
  const ns = readDuration(at, context.problems);
  if (ns !== undefined && ns > context.durationNs)
    context.problems.atValue('E_AFTER_END', at, 'the step comes after the end of the run');
  return { atNs: ns ?? 0, when: null };
}

/** The request's own fields: all that is no key of steps. */
function bodyOf(section: Section): { readonly [key: string]: unknown } {
  const keys = entrySpots(section.spot).map(nameOfSpot);
  const taken: readonly string[] = stepKeys;
  return section.own(keys.filter((key) => !taken.includes(key)));
}

/** Who takes part in a script, as its workload says. */
interface Cast {
  /** Whom plain clients ask; undefined when that cannot be read, which was told. */
  readonly to: NodeSelector | null | undefined;
  /** Who asks; undefined when only the steps say it. */
  readonly from: readonly NodeId[] | undefined;
}

function readStep(spot: Spot, cast: Cast, context: PeopledContext): StepPlan | undefined {
  const section = new Section(spot, 'a step', context.problems);
  if (!section.isMap) return undefined;
  const times = readTimes(section, context);
  const node = readClient(section, cast, context);
  const toSpot = section.get('to');
  const own = toSpot === undefined ? null : readNodeSelector(toSpot, context);
  const opSpot = section.get('op');
  if (opSpot === undefined)
    context.problems.atKey(
      'E_MISSING_KEY',
      spot,
      'missing key "op": a step says which request is made',
    );
  const op = opSpot === undefined ? undefined : readText(opSpot, context.problems);
  if (node === undefined || op === undefined || opSpot === undefined) return undefined;
  const hasProgram = (context.draftOf.get(node)?.program ?? null) !== null;
  if (hasProgram && toSpot !== undefined) {
    context.problems.atKey(
      'E_WORKLOAD',
      toSpot,
      `"${node}" has a program, which is handed the operation: no \`to\``,
    );
  }
  if (own === undefined) return undefined;
  const asked = own ?? cast.to;
  if (asked === undefined && !hasProgram) return undefined;
  if (!hasProgram && asked === null) {
    context.problems.atKey(
      'E_WORKLOAD',
      spot,
      `"${node}" has no program: say with \`to\` whom it asks`,
    );
    return undefined;
  }
  const servers = hasProgram || !asked ? [node] : possibleNodes(asked, context);
  const { requests } = servedBy(servers, context);
  const request = requests.get(op);
  if (request === undefined) {
    reportUnknownOp(opSpot, op, requests.keys(), context);
    return undefined;
  }
  demandServed(op, servers, toSpot ?? spot, context);
  const body = readWholeFields(request.body as Fields, spot, bodyOf(section), context);
  return { ...times, node, to: own, op, body: body ?? {} };
}

/** The operations of a script, in the order written. */
export function readSteps(
  spot: Spot,
  cast: Cast,
  context: PeopledContext,
): ArrivalPlan | undefined {
  if (spot.tree.kind !== 'list') {
    context.problems.atValue(
      'E_TYPE',
      spot,
      '`steps` is a list: [{ at: 1s, node: client, op: read }]',
    );
    return undefined;
  }
  return {
    kind: 'steps',
    steps: severalOf(
      spot,
      'E_TYPE',
      'an empty list has no steps: the script does nothing',
      context.problems,
    ).flatMap((item) => readStep(item, cast, context) ?? []),
  };
}

/** The nodes that the steps of a script name, in natural order. */
export function stepClients(
  arrival: ArrivalPlan | undefined,
  context: PeopledContext,
): readonly NodeId[] {
  if (arrival?.kind !== 'steps') return [];
  const named = new Set(arrival.steps.map(({ node }) => node));
  return context.world.nodes.filter((id) => named.has(id));
}
