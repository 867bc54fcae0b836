import type { Distribution } from '../../../base/sampler/distribution.ts';
import { toPerSecond } from '../../../base/quantity/quantity.ts';
import type { ArrivalPlan, RetryPlan } from '../../plan/workload.ts';
import { toPpb } from '../../../base/quantity/quantity.ts';
import { Section } from '../../section.ts';
import { nameOfSpot, type Spot } from '../../source/tree.ts';
import {
  readBoolean,
  readCount,
  readDuration,
  readQuantity,
  readShare,
  readWord,
} from '../../values.ts';
import type { Problems } from '../../diagnostics/problems.ts';
import type { PeopledContext } from '../context.ts';
import { readDelay } from '../reading.ts';

const none: Distribution = { kind: 'constant', ns: 0 };

type Process = Extract<ArrivalPlan, { readonly kind: 'rate' }>['process'];

function readProcess(spot: Spot, context: PeopledContext): Process {
  const { problems } = context;
  if (spot.tree.kind !== 'map')
    return { kind: readWord(spot, ['poisson', 'even'], problems) ?? 'poisson' };
  const section = new Section(spot, '`arrivals`', problems);
  const [process, on, off] = [section.get('process'), section.get('on'), section.get('off')];
  section.close();
  if (process === undefined)
    problems.atKey('E_MISSING_KEY', spot, '`arrivals` needs `process: on-off`');
  else readWord(process, ['on-off'], problems);
  if (on === undefined || off === undefined) {
    problems.atKey('E_MISSING_KEY', spot, 'bursts need both `on` and `off`', {
      notes: ['arrivals: { process: on-off, on: 200ms, off: 800ms }'],
    });
    return { kind: 'poisson' };
  }
  return {
    kind: 'on-off',
    onNs: readDuration(on, problems, 'above-zero') ?? 1,
    offNs: readDuration(off, problems) ?? 0,
  };
}

function readOpen(
  rate: Spot,
  arrivals: Spot | undefined,
  context: PeopledContext,
): ArrivalPlan | undefined {
  const exact = readQuantity('rate', rate, context.problems);
  const process: Process =
    arrivals === undefined ? { kind: 'poisson' } : readProcess(arrivals, context);
  if (exact === undefined) return undefined;
  if (exact.ratio.numerator === 0n) {
    context.problems.atValue('E_BOUND', rate, 'a rate of 0 asks nothing');
    return undefined;
  }
  return { kind: 'rate', perSecond: toPerSecond(exact), process };
}

/** Keys of workloads that go on by themselves mean nothing where every request is written down. */
const ofSeries = {
  at: 'its steps say when',
  operations: 'its steps are all that is asked',
  keys: 'its steps say which',
} as const;

function refuseOfSeries(section: Section, problems: Problems): void {
  for (const [key, why] of Object.entries(ofSeries)) {
    const spot = section.get(key);
    if (spot !== undefined)
      problems.atKey('E_WORKLOAD', spot, `a script has no \`${key}\`: ${why}`);
  }
}

/**
 * How requests arrive: exactly one of `rate`, `every`, `concurrency` and `steps`. Undefined when
 * that is not so (told). Steps are read elsewhere and passed in.
 */
export function readArrival(
  section: Section,
  steps: () => ArrivalPlan | undefined,
  context: PeopledContext,
): ArrivalPlan | undefined {
  const { problems } = context;
  const [rate, every, concurrency, listed] = [
    section.get('rate'),
    section.get('every'),
    section.get('concurrency'),
    section.get('steps'),
  ];
  const [arrivals, think] = [section.get('arrivals'), section.get('think')];
  const [first, second] = [rate, every, concurrency, listed].filter((spot) => spot !== undefined);
  if (first === undefined) {
    section.lacks(
      ['rate', 'every', 'concurrency', 'steps'],
      'a workload says how requests arrive',
      {
        notes: [
          'add one of: rate: 20/s (all clients together), every: 1s (each client), concurrency: 2 (each client), steps: [...]',
        ],
      },
    );
    return undefined;
  }
  if (second !== undefined) {
    problems.atKey(
      'E_TWO_SCHEDULES',
      second,
      `\`${nameOfSpot(first)}\` and \`${nameOfSpot(second)}\` both say how requests arrive`,
    );
  }
  if (arrivals !== undefined && rate === undefined)
    problems.atKey('E_WORKLOAD', arrivals, '`arrivals` needs `rate`');
  if (think !== undefined && concurrency === undefined)
    problems.atKey('E_WORKLOAD', think, '`think` needs `concurrency`');
  if (listed !== undefined && listed === first) refuseOfSeries(section, problems);
  if (rate !== undefined) return readOpen(rate, arrivals, context);
  if (listed !== undefined) return steps();
  if (every !== undefined) {
    const everyNs = readDuration(every, problems, 'above-zero');
    return everyNs === undefined ? undefined : { kind: 'every', everyNs };
  }
  const count =
    concurrency === undefined ? undefined : readCount(concurrency, problems, 1, 1_000_000);
  const pause = think === undefined ? none : (readDelay(think, context) ?? none);
  return count === undefined ? undefined : { kind: 'closed', concurrency: count, think: pause };
}

const DOUBLING_PPB = 2_000_000_000;
const WHOLE_PPB = 1_000_000_000;

/** How a client asks again. Without `retry` it never does. */
export function readRetry(spot: Spot | undefined, context: PeopledContext): RetryPlan {
  if (spot === undefined) {
    return {
      max: 0,
      backoff: none,
      growthPpb: DOUBLING_PPB,
      jitter: 'none',
      budgetPpb: null,
      sameId: true,
    };
  }
  const { problems } = context;
  const section = new Section(spot, '`retry`', problems);
  const [max, backoff, growth] = [
    section.get('max'),
    section.get('backoff'),
    section.get('growth'),
  ];
  const [jitter, budget, sameId] = [
    section.get('jitter'),
    section.get('budget'),
    section.get('same-id'),
  ];
  section.close();
  if (max === undefined) {
    const message = '`retry` without `max` never asks again: say how often, e.g. `max: 3`';
    problems.warn('W_NO_EFFECT', spot.keySpan, message, { path: spot.path });
  }
  for (const idle of max === undefined || backoff !== undefined ? [] : [growth, jitter]) {
    if (idle === undefined) continue;
    const message = `\`${nameOfSpot(idle)}\` changes nothing without \`backoff\`: there is no wait`;
    problems.warn('W_NO_EFFECT', idle.keySpan, message, { path: idle.path });
  }
  const factor = growth === undefined ? undefined : readQuantity('factor', growth, problems);
  const growthPpb = factor === undefined ? DOUBLING_PPB : toPpb(factor);
  if (growth !== undefined && growthPpb < WHOLE_PPB)
    problems.atValue('E_BOUND', growth, 'a backoff does not shrink: at least 1x');
  return {
    max: max === undefined ? 0 : (readCount(max, problems, 0) ?? 0),
    backoff: backoff === undefined ? none : (readDelay(backoff, context) ?? none),
    growthPpb,
    jitter:
      jitter === undefined ? 'none' : (readWord(jitter, ['none', 'full'], problems) ?? 'none'),
    budgetPpb: budget === undefined ? null : (readShare(budget, problems) ?? null),
    sameId: sameId === undefined ? true : (readBoolean(sameId, problems) ?? true),
  };
}
