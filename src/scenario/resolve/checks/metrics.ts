import { describeFields } from '../../../base/schema/fields.ts';
import { fromDecimal, mul, ratio, roundRatio } from '../../../base/quantity/ratio.ts';
import type { MetricDefinition } from '../../../library/metrics/define.ts';
import type { NameType } from '../../formula.ts';
import type { MetricPlan, Scope, StatPlan } from '../../plan/check.ts';
import type { WorkloadPlan } from '../../plan/workload.ts';
import { Section } from '../../section.ts';
import { isFixed } from '../../selector/parser.ts';
import { nameOfSpot, type Spot } from '../../source/tree.ts';
import { readDuration, readText, readWord } from '../../values.ts';
import type { PeopledContext } from '../context.ts';
import { namedEntries } from '../entries.ts';
import { checkFields, eventScope, readOwnFields, reportUnknown } from '../reading.ts';
import { readDuring, readScope, scopeVocabulary } from './scope.ts';

const plainStats = ['mean', 'min', 'max', 'count', 'sum'] as const;
const PPB_PER_PERCENT = ratio(10_000_000n);

function quantileOf(text: string): StatPlan | undefined {
  const digits = /^p([0-9]{1,2}(?:\.[0-9]{1,7})?|100)$/.exec(text)?.[1];
  const percent = digits === undefined ? undefined : fromDecimal(digits);
  if (percent === undefined) return undefined;
  return { kind: 'quantile', quantilePpb: Number(roundRatio(mul(percent, PPB_PER_PERCENT))), text };
}

function readStat(spot: Spot | undefined, context: PeopledContext): StatPlan | null {
  if (spot === undefined) return null;
  const text = spot.tree.kind === 'scalar' ? spot.tree.text : '';
  const quantile = quantileOf(text);
  if (quantile !== undefined) return quantile;
  if (/^p[0-9]/.test(text)) {
    context.problems.atValue(
      'E_BOUND',
      spot,
      `"${text}" is no percentile such as p50, p99 or p99.9`,
    );
    return null;
  }
  const kind = readWord(spot, plainStats, context.problems);
  return kind === undefined ? null : { kind };
}

function readBy(
  section: Section,
  fields: ReadonlyMap<string, NameType> | null,
  context: PeopledContext,
): string | null {
  const spot = section.get('by');
  const field = spot === undefined ? undefined : readText(spot, context.problems);
  if (spot === undefined || field === undefined) return null;
  if (fields !== null && !fields.has(field)) {
    reportUnknown(
      'E_UNKNOWN_FIELD',
      spot,
      `the event has no field "${field}"`,
      field,
      fields.keys(),
      context,
    );
  }
  return field;
}

/** Metrics of links say which; all others are about nodes or operations. */
function checkScope(
  { name, ofLinks }: MetricDefinition,
  of: Scope,
  section: Section,
  { problems }: PeopledContext,
): void {
  const spot = section.get('of');
  if (ofLinks && spot === undefined) {
    section.lacks(['of'], `missing key "of": ${name} is about links`, {
      notes: ['e.g. of: n1 -> n2'],
    });
  } else if (spot !== undefined && ofLinks !== (of.kind === 'links') && of.kind !== 'all') {
    const wanted = ofLinks ? 'links, e.g. n1 -> n2' : 'a workload, an operation or nodes';
    problems.atValue('E_TYPE', spot, `${name} is about ${wanted}`);
  } else if (of.kind === 'links' && !(isFixed(of.selector.from) && isFixed(of.selector.to))) {
    const text = 'is decided while the run goes on; fixed links are wanted here';
    if (spot !== undefined) problems.atValue('E_SELECTOR', spot, `"${of.selector.text}" ${text}`);
  }
}

/** Nobody reads more of them, and each takes its place in the report. */
const longestSeries = 100_000;

/** The length of a period of a series. */
function readPeriod(
  spot: Spot,
  during: MetricPlan['during'],
  { durationNs, problems }: PeopledContext,
): number | null {
  const everyNs = readDuration(spot, problems, 'above-zero');
  if (everyNs === undefined) return null;
  const { fromNs, untilNs } = during ?? { fromNs: 0, untilNs: durationNs };
  const count = Math.ceil((untilNs - fromNs) / everyNs);
  if (count > longestSeries) {
    const message = `that makes a series of ${count} values: at most ${longestSeries} are kept`;
    problems.atValue('E_BOUND', spot, message);
  }
  return everyNs;
}

function readMetric(
  entry: Spot,
  workloads: readonly WorkloadPlan[],
  context: PeopledContext,
): MetricPlan | undefined {
  const { problems } = context;
  const section = new Section(entry, 'a metric', problems);
  if (section.get('metric') === undefined) {
    section.lacksKind('metric', 'latency');
    return undefined;
  }
  const definition: MetricDefinition | undefined = context.definitions.find(
    'metric',
    section.spot,
    problems,
  );
  if (definition === undefined) return undefined;
  section.own(Object.keys(describeFields(definition.config).fields ?? {}));
  const of = readScope(section, true, workloads, context);
  checkScope(definition, of, section, context);
  const scope = eventScope(section, scopeVocabulary(of, context));
  checkFields(section, definition.config, scope, context);
  const [stat, every] = [section.get('stat'), section.get('every')];
  const during = readDuring(section, context);
  const by = readBy(section, scope.types, context);
  section.know(['summary']);
  const explained = section.close();
  const config = readOwnFields(definition.config, section, scope, explained, context);
  return {
    id: nameOfSpot(entry),
    kind: definition.name,
    definition,
    config: config ?? {},
    of,
    stat: readStat(stat, context),
    during,
    everyNs: every === undefined ? null : readPeriod(every, during, context),
    by,
  };
}

/** The type under which formulas read a metric. */
export function metricType({ definition, stat }: MetricPlan): NameType {
  if (stat?.kind === 'count') return 'number';
  const types = { ns: 'duration', '1': 'number', '/s': 'rate' } as const;
  return types[definition.unit];
}

/** All metrics in natural order of their ids. */
export function resolveMetrics(
  workloads: readonly WorkloadPlan[],
  context: PeopledContext,
): readonly MetricPlan[] {
  return namedEntries(context.scenario, 'metrics', context.problems).flatMap(
    (entry) => readMetric(entry, workloads, context) ?? [],
  );
}
