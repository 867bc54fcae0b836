import { describeFields } from '../../../base/schema/fields.ts';
import { compareNatural } from '../../../base/order.ts';
import type { CheckDefinition } from '../../../library/checks/define.ts';
import { checks as shelf } from '../../../library/checks/index.ts';
import { type NameType, partsOfName } from '../../formula.ts';
import { isOwnFile } from '../../source/location.ts';
import type { CheckPlan, MetricPlan, Scope } from '../../plan/check.ts';
import type { WorkloadPlan } from '../../plan/workload.ts';
import type { Problems } from '../../diagnostics/problems.ts';
import { Section } from '../../section.ts';
import { nameOfSpot, type Spot, spotUnder } from '../../source/tree.ts';
import { readDuration } from '../../values.ts';
import { listedNames, type Vocabulary } from '../../vocabulary/vocabulary.ts';
import type { PeopledContext } from '../context.ts';
import { namedEntries } from '../entries.ts';
import { readExpectation } from './expectation.ts';
import { metricType } from './metrics.ts';
import {
  eventScope,
  type FieldScope,
  readOwnFields,
  reportUnknown,
  checkFields,
} from '../reading.ts';
import { readDuring, readScope, scopeVocabulary } from './scope.ts';
import { readMoment, readSentences } from '../selectors.ts';
import type { Moment } from '../../sentence.ts';

/** The check that every run has, whether or not the file names it. */
export const IMPLICIT_CHECK = 'no-program-errors';

/** What a check may speak of besides events. */
interface Judged {
  readonly workloads: readonly WorkloadPlan[];
  readonly metrics: readonly MetricPlan[];
}

/** A formula of a check reads the fields of its event, or else metrics. */
function fieldScope(
  section: Section,
  definition: CheckDefinition,
  vocabulary: Vocabulary,
  judged: Judged,
  context: PeopledContext,
): FieldScope {
  const scope = eventScope(section, vocabulary);
  const hasEvent = Object.hasOwn(definition.config, 'event');
  if (hasEvent || scope.types !== null) return scope;
  // A metric that could not be read was told of; a formula may still name it.
  const types = new Map<string, NameType>();
  const read = new Map(judged.metrics.map((metric) => [metric.id, metric]));
  for (const id of context.metricIds) {
    const metric = read.get(id);
    const type = metric === undefined ? 'any' : metricType(metric);
    types.set(id, type);
    if (metric?.by !== null) types.set(partsOfName(id), type);
  }
  return { vocabulary, types, unknownName: 'E_UNKNOWN_METRIC' };
}

/** The word under a key of a check, when it is one. */
function wordUnder(
  section: Section,
  key: string,
): { readonly spot: Spot; readonly word: string } | undefined {
  const spot = spotUnder(section.spot, key);
  return spot?.tree.kind === 'scalar' && typeof spot.tree.value === 'string'
    ? { spot, word: spot.tree.value }
    : undefined;
}

/** `field` names a field of `event`, and `metric` a metric of the file, whenever a check has these keys. */
function checkReferences(
  section: Section,
  definition: CheckDefinition,
  scope: FieldScope,
  context: PeopledContext,
): void {
  const own = describeFields(definition.config).fields ?? {};
  checkFields(section, definition.config, scope, context);
  const metric = own['metric']?.word === 'text' ? wordUnder(section, 'metric') : undefined;
  if (metric !== undefined && !context.metricIds.has(metric.word)) {
    reportUnknown(
      'E_UNKNOWN_METRIC',
      metric.spot,
      `no metric is called "${metric.word}"`,
      metric.word,
      context.metricIds,
      context,
    );
  }
}

/** A check that could never decide anything is no check. */
function refuseFutile(
  section: Section,
  definition: CheckDefinition,
  config: object,
  { metrics }: Judged,
  { durationNs, problems }: PeopledContext,
): void {
  const found = definition.futile(config, (id) => {
    const plan = metrics.find((metric) => metric.id === id);
    if (plan === undefined) return null;
    const { fromNs, untilNs } = plan.during ?? { fromNs: 0, untilNs: durationNs };
    return { fromNs, untilNs, everyNs: plan.everyNs };
  });
  const spot = found === null ? undefined : spotUnder(section.spot, found.key);
  if (found !== null && spot !== undefined) problems.atValue('E_BOUND', spot, found.why);
}

/** What was asked in a window is explained by what was asked before it. */
function refuseWindow(section: Section, { name }: CheckDefinition, problems: Problems): void {
  const spot = spotUnder(section.spot, 'during');
  if (spot === undefined) return;
  problems.atKey(
    'E_WHOLE_HISTORY',
    spot,
    `${name} judges a history as a whole, without \`during\``,
    {
      notes: ['what came before a window explains what is seen in it'],
    },
  );
}

/** The config with the users' own models in the place of their paths; undefined when one is none (told). */
function withOwnModels(
  config: object | undefined,
  section: Section,
  definition: CheckDefinition,
  { definitions, problems }: PeopledContext,
): object | undefined {
  let found = config;
  for (const [key, schema] of Object.entries(definition.config)) {
    const named = schema.description.orOwn ? wordUnder(section, key) : undefined;
    if (named === undefined || !isOwnFile(named.word)) continue;
    const model = definitions.own('model', named.spot, problems);
    found = model === undefined || found === undefined ? undefined : { ...found, [key]: model };
  }
  return found;
}

/** A check that watches events which no program has could never be exercised. */
function checkWatched(
  entry: Spot,
  definition: CheckDefinition,
  vocabulary: Vocabulary,
  context: PeopledContext,
): void {
  for (const [event, fields] of Object.entries(definition.watches)) {
    const declared = vocabulary.eventFields(event);
    if (declared === undefined) {
      context.problems.atKey(
        'E_UNKNOWN_EVENT',
        entry,
        `${definition.name} watches the event "${event}", which no program of its nodes has`,
        { notes: [`there are: ${listedNames(vocabulary.eventNames)}`] },
      );
      continue;
    }
    const missing = Object.keys(fields).filter(
      (field) => !declared.has(field) && fields[field]?.description.optional === false,
    );
    if (missing.length === 0) continue;
    context.problems.atKey(
      'E_UNKNOWN_FIELD',
      entry,
      `${definition.name} reads ${missing.join(', ')} of the event "${event}", which has no such field`,
    );
  }
}

function definitionOf(
  entry: Spot,
  section: Section,
  context: PeopledContext,
): CheckDefinition | undefined {
  const implicit = nameOfSpot(entry) === IMPLICIT_CHECK;
  if (section.get('check') !== undefined)
    return context.definitions.find('check', section.spot, context.problems);
  if (implicit) return shelf.get(IMPLICIT_CHECK);
  section.lacksKind('check', 'linearizable');
  return undefined;
}

/** What says when a goal is due means nothing where none is. Checks of one's own may read their `within`. */
function checkDeadline(section: Section, definition: CheckDefinition, problems: Problems): void {
  const goalless = definition.goalless.find((key) => section.has(key));
  const isProgress = definition.property === 'liveness' && goalless === undefined;
  if (isProgress && section.has('within')) return;
  const isOfLibrary = shelf.get(definition.name) === definition;
  const judge =
    goalless === undefined ? definition.name : `${definition.name} with \`${goalless}\``;
  for (const key of isOfLibrary || goalless !== undefined
    ? (['within', 'after', 'premise'] as const)
    : (['after', 'premise'] as const)) {
    const spot = section.get(key);
    if (spot === undefined) continue;
    const message = isProgress
      ? `\`${key}\` needs \`within\`: without it a goal has until the end of the run`
      : `${judge} has no goal that is due: it takes no \`${key}\``;
    problems.atKey('E_NOTHING_DUE', spot, message);
  }
}

/** From when on goals are wanted. */
function readAfter(spot: Spot, context: PeopledContext): Moment | undefined {
  const moment = readMoment(spot, context);
  if (moment?.kind === 'time' && moment.atNs > context.durationNs)
    context.problems.atValue('E_AFTER_END', spot, '`after` comes after the end of the run');
  return moment;
}

function readCheck(entry: Spot, judged: Judged, context: PeopledContext): CheckPlan | undefined {
  const { problems } = context;
  const section = new Section(entry, 'a check', problems);
  const definition = definitionOf(entry, section, context);
  if (definition === undefined) return undefined;
  section.own(Object.keys(describeFields(definition.config).fields ?? {}));
  const of: Scope = readScope(section, false, judged.workloads, context);
  const vocabulary = scopeVocabulary(of, context);
  const scope = fieldScope(section, definition, vocabulary, judged, context);
  const [expect, premise, after, within] = [
    section.get('expect'),
    section.get('premise'),
    section.get('after'),
    section.get('within'),
  ];
  checkDeadline(section, definition, problems);
  const during = readDuring(section, context);
  if (during !== null && definition.wholeHistory) refuseWindow(section, definition, problems);
  section.know(['summary']);
  const explained = section.close();
  const read = readOwnFields(definition.config, section, scope, explained, context);
  const config = withOwnModels(read, section, definition, context);
  checkReferences(section, definition, scope, context);
  checkWatched(entry, definition, vocabulary, context);
  if (config !== undefined) refuseFutile(section, definition, config, judged, context);
  return {
    id: nameOfSpot(entry),
    kind: definition.name,
    definition,
    config: config ?? {},
    of,
    during,
    expect: readExpectation(expect, problems),
    premise: premise === undefined ? null : readSentences(premise, context),
    after: after === undefined ? null : (readAfter(after, context) ?? null),
    withinNs: within === undefined ? null : (readDuration(within, problems, 'above-zero') ?? null),
  };
}

function implicitCheck(): readonly CheckPlan[] {
  const definition = shelf.get(IMPLICIT_CHECK);
  if (definition === undefined) return [];
  return [
    {
      id: IMPLICIT_CHECK,
      kind: IMPLICIT_CHECK,
      definition,
      config: {},
      of: { kind: 'all' },
      during: null,
      expect: ['held'],
      premise: null,
      after: null,
      withinNs: null,
    },
  ];
}

/** All checks in natural order of their ids, the implicit one among them. */
export function resolveChecks(judged: Judged, context: PeopledContext): readonly CheckPlan[] {
  const entries = namedEntries(context.scenario, 'checks', context.problems);
  const named = entries.flatMap((entry) => readCheck(entry, judged, context) ?? []);
  const own = entries.some((entry) => nameOfSpot(entry) === IMPLICIT_CHECK);
  return own ? named : [...named, ...implicitCheck()].sort((a, b) => compareNatural(a.id, b.id));
}
