import { toPpb } from '../../base/quantity/quantity.ts';
import { printQuantity } from '../../base/quantity/text.ts';
import { ratio } from '../../base/quantity/ratio.ts';
import { printDuration } from '../../base/time.ts';
import { compileSampler } from '../../base/sampler/sampler.ts';
import { failures, timings } from '../vocabulary/model-words.ts';
import type { NodePlan } from '../plan/node.ts';
import type { SystemModel } from '../scenario.ts';
import { Section } from '../section.ts';
import { type Spot, spotUnder } from '../source/tree.ts';
import { readDuration, readQuantity, readWord } from '../values.ts';
import { type PeopledContext, topSpot } from './context.ts';
import type { ResolvedLinks, WrittenLatency } from './links/links.ts';
import type { WrittenFlaw } from './links/classes.ts';
import { readNodeSelector, requireHeal } from './selectors.ts';

type Bound = NonNullable<SystemModel['bound']>;

function readBound(
  section: Section,
  timing: SystemModel['timing'],
  context: PeopledContext,
): Bound | null {
  const { problems } = context;
  const spot = section.get('bound');
  if (spot === undefined) return null;
  if (timing !== 'synchronous') {
    problems.atKey('E_MODEL', spot, '`bound` belongs to a synchronous model', {
      notes: ['add `timing: synchronous`, or leave `bound` out'],
    });
  }
  const bound = new Section(spot, '`bound`', problems);
  const [delay, drift, pause] = [bound.get('delay'), bound.get('drift'), bound.get('pause')];
  bound.close();
  const frequency = drift === undefined ? undefined : readQuantity('frequency', drift, problems);
  return {
    delayNs: delay === undefined ? null : (readDuration(delay, problems) ?? null),
    driftPpb: frequency === undefined ? null : toPpb(frequency),
    pauseNs: pause === undefined ? null : (readDuration(pause, problems) ?? null),
  };
}

function readGst(
  section: Section,
  timing: SystemModel['timing'],
  context: PeopledContext,
): number | null {
  const spot = section.get('gst');
  if (spot === undefined) return timing === 'partially-synchronous' ? context.healNs : null;
  if (timing !== 'partially-synchronous') {
    context.problems.atKey('E_MODEL', spot, '`gst` belongs to a partially synchronous model');
  }
  if (spot.tree.kind === 'scalar' && spot.tree.text === 'heal') {
    requireHeal(spot, '`gst: heal`', context);
    return context.healNs;
  }
  const ns = readDuration(spot, context.problems) ?? null;
  if (ns !== null && ns > context.durationNs)
    context.problems.atValue('E_AFTER_END', spot, '`gst` comes after the end of the run');
  return ns;
}

/** Under a synchronous model no message may take longer than the bound says. */
function checkLatencies(
  latencies: readonly WrittenLatency[],
  bound: Bound | null,
  context: PeopledContext,
): void {
  const most = bound?.delayNs ?? Infinity;
  for (const { spot, distribution } of latencies) {
    const { maxNs } = compileSampler(distribution);
    if (maxNs === Infinity) {
      const max =
        most === Infinity ? 'add `max: ...` to it' : `add \`max: ${printDuration(most)}\` to it`;
      context.problems.atValue(
        'E_MODEL',
        spot,
        'a synchronous model has a bound on delays, and this latency has none',
        { suggestion: max },
      );
    } else if (maxNs > most) {
      context.problems.atValue(
        'E_MODEL',
        spot,
        `this latency may be ${printDuration(maxNs)}, beyond the model's bound of ${printDuration(most)}`,
      );
    }
  }
}

/** Why a model does not have what a link does to some messages; null: it has. */
function whyNot({ flaw, latency }: WrittenFlaw, model: SystemModel): string | null {
  if (flaw === 'corrupt') {
    return model.failures === null || model.failures === 'byzantine'
      ? null
      : `a message that was changed is a failure that ${model.failures} does not have`;
  }
  if (model.timing !== 'synchronous') return null;
  if (flaw === 'loss')
    return 'a synchronous model has a bound on delays, and what is lost never comes';
  if (flaw === 'duplicate')
    return 'a synchronous model has each message once, and `duplicate` brings some of them twice';
  const mostNs = 2 * compileSampler(latency).maxNs;
  const boundNs = model.bound?.delayNs ?? Infinity;
  if (mostNs === Infinity || mostNs <= boundNs) return null;
  return `with the latency once more a message may take ${printDuration(mostNs)}, beyond the model's bound of ${printDuration(boundNs)}`;
}

/**
 * What leaves the model as a fault does so as a property of a link too, from the first instant on:
 * then nothing could be judged within the model, and so it is told before a run.
 */
function checkFlaws(
  flaws: readonly WrittenFlaw[],
  model: SystemModel,
  { problems }: PeopledContext,
): void {
  const told = new Set<Spot>();
  for (const flaw of flaws) {
    const why = whyNot(flaw, model);
    if (why === null || told.has(flaw.spot)) continue;
    told.add(flaw.spot);
    problems.atValue('E_MODEL', flaw.spot, why);
  }
}

/** Under a synchronous model no clock may drift more than the bound says. */
function checkDrifts(
  nodes: readonly NodePlan[],
  bound: Bound | null,
  spot: Spot,
  context: PeopledContext,
): void {
  const most = bound?.driftPpb ?? null;
  if (most === null) return;
  const fastest = ({ clock: { driftPpb } }: NodePlan): number =>
    Math.max(Math.abs(driftPpb.low), Math.abs(driftPpb.high));
  const node = nodes.find((one) => fastest(one) > most);
  if (node === undefined) return;
  const own = printQuantity({
    kind: 'frequency',
    ratio: ratio(BigInt(fastest(node)), 1_000_000_000n),
  });
  const message = `the clock of ${node.id} may drift by ${own}, beyond this bound`;
  context.problems.atValue(
    'E_MODEL',
    spotUnder(spotUnder(spot, 'bound') ?? spot, 'drift') ?? spot,
    message,
  );
}

/** What the design is entitled to assume; null: everything is allowed. */
export function resolveModel(
  context: PeopledContext,
  { latencies, flaws }: Pick<ResolvedLinks, 'latencies' | 'flaws'>,
  nodes: readonly NodePlan[],
): SystemModel | null {
  const spot = topSpot(context.scenario, 'model');
  if (spot === undefined) return null;
  const section = new Section(spot, '`model`', context.problems);
  const timingSpot = section.get('timing');
  const failuresSpot = section.get('failures');
  const atMost = section.get('at-most');
  const timing =
    timingSpot === undefined ? null : (readWord(timingSpot, timings, context.problems) ?? null);
  const model: SystemModel = {
    timing,
    failures:
      failuresSpot === undefined
        ? null
        : (readWord(failuresSpot, failures, context.problems) ?? null),
    atMost: atMost === undefined ? null : (readNodeSelector(atMost, context) ?? null),
    bound: readBound(section, timing, context),
    gstNs: readGst(section, timing, context),
  };
  section.close();
  checkFlaws(flaws, model, context);
  if (timing === 'synchronous') {
    checkLatencies(latencies, model.bound, context);
    checkDrifts(nodes, model.bound, spot, context);
  }
  return model;
}
