import { describeFields } from '../../../base/schema/fields.ts';
import { diskOps } from '../../../world/disk/rule.ts';
import type { DiskOp } from '../../../world/disk/rule.ts';
import type { FaultDefinition } from '../../../library/faults/define.ts';
import type { Problems } from '../../diagnostics/problems.ts';
import type { NodeId } from '../../../base/units.ts';
import { plainTree } from '../../source/plain.ts';
import type { FaultPlan, MatchPlan } from '../../plan/fault.ts';
import { Section } from '../../section.ts';
import type { Target } from '../../selector.ts';
import { nameOfSpot, type Spot, spotUnder } from '../../source/tree.ts';
import { readBoolean, readNumber, readShare, readText, readWord } from '../../values.ts';
import { withArticle } from '../../vocabulary/article.ts';
import { circularWait } from './circular-waits.ts';
import type { PeopledContext } from '../context.ts';
import { checkDeceit } from './deceit.ts';
import { draftSpot } from '../nodes/drafts.ts';
import { namedEntries } from '../entries.ts';
import { eventScope, readCondition, readOwnFields, readWholeFields } from '../reading.ts';
import { checkTimes, drawnTiming, readLength, readTiming, refuseTimes } from './timing.ts';
import { namesNobody, readSentences, readTarget } from '../selectors.ts';
import { possibleNodes } from '../workloads/servers.ts';
import { refuseEmptyLists } from '../several.ts';
import { readMessageFields, readNth } from './trigger.ts';
import { readWears } from './wears.ts';

const WHOLE_PPB = 1_000_000_000;

/** A fault and where it is written, for what concerns several of them. */
export interface WrittenFault {
  readonly plan: FaultPlan;
  readonly spot: Spot;
  /** How often it is drawn, against the others of the nemesis's pool. */
  readonly weight: number;
}

function readMatch(section: Section, context: PeopledContext): MatchPlan | null {
  const spot = section.get('match');
  if (spot === undefined) return null;
  const match = new Section(spot, '`match`', context.problems);
  const [message, op, where, nth, per] = [
    match.get('message'),
    match.get('op'),
    match.get('where'),
    match.get('nth'),
    match.get('per'),
  ];
  match.close();
  const kind = message === undefined ? null : (readText(message, context.problems) ?? null);
  const fields =
    message === undefined || kind === null ? undefined : readMessageFields(message, kind, context);
  if (message === undefined && where !== undefined) {
    context.problems.atKey('E_SCHEDULE', where, '`where` needs a `message` whose fields it reads');
  }
  return {
    message: kind,
    op: op === undefined ? null : (readWord(op, diskOps, context.problems) ?? null),
    where:
      where === undefined || fields === undefined
        ? null
        : (readCondition(where, fields, context) ?? null),
    nth: nth === undefined ? null : (readNth(nth, context) ?? null),
    per: per === undefined ? null : (readWord(per, ['node', 'link'], context.problems) ?? null),
  };
}

function readAim(
  section: Section,
  definition: FaultDefinition,
  match: MatchPlan | null,
  context: PeopledContext,
): Target {
  const spot = section.get('target');
  const arranged = definition.arrangement !== null && section.has(definition.arrangement.key);
  const wants = arranged ? 'nodes' : definition.targets;
  if (spot !== undefined) return readTarget(spot, wants, context) ?? { kind: 'none' };
  const free =
    definition.targets === 'none' ||
    definition.ownTarget ||
    (definition.targets === 'links' && (match?.message ?? null) !== null);
  if (!free) {
    const what =
      definition.targets === 'links'
        ? 'a link, e.g. `target: a <-> b`'
        : definition.targets === 'domains'
          ? 'a failure domain, e.g. `target: rack-1`'
          : 'nodes, e.g. `target: one of db`';
    section.lacks(
      ['target'],
      `missing key "target": ${withArticle(definition.name)} strikes ${what}`,
    );
  }
  return { kind: 'none' };
}

/** What `set` makes of the settings of each node that the fault may strike. */
function readConfigs(
  section: Section,
  target: Target,
  context: PeopledContext,
): ReadonlyMap<NodeId, object> {
  const configs = new Map<NodeId, object>();
  const spot = spotUnder(section.spot, 'set');
  if (spot?.tree.kind !== 'map' || target.kind !== 'nodes') return configs;
  const set = plainTree(spot.tree) as object;
  const nodes = new Set(possibleNodes(target.selector, context));
  for (const draft of new Set([...nodes].flatMap((id) => context.draftOf.get(id) ?? []))) {
    const { program, members } = draft;
    if (program === null) {
      context.problems.atKey('E_TARGET', spot, `${draft.name} runs no program: it has no settings`);
      continue;
    }
    const written = draftSpot(draft, 'config');
    const whole = { ...(written === undefined ? {} : (plainTree(written.tree) as object)), ...set };
    const config = readWholeFields(program.contents.config, spot, whole, context);
    for (const id of members) if (config !== undefined && nodes.has(id)) configs.set(id, config);
  }
  return configs;
}

function readInside(
  section: Section,
  definition: FaultDefinition,
  context: PeopledContext,
): boolean {
  if (!definition.insideStep) return false;
  const spot = section.get('inside');
  return spot === undefined ? false : (readBoolean(spot, context.problems) ?? false);
}

/** Of the faults of a disk `match` speaks of its operations, of all others of messages. */
function checkDiskMatch(
  spot: Spot,
  { name, diskOps: ops }: FaultDefinition,
  { problems }: PeopledContext,
): void {
  for (const key of ['message', 'where'] as const) {
    const strange = spotUnder(spot, key);
    if (strange === undefined) continue;
    const notes = [`e.g. match: { op: ${ops[0] ?? ''}, nth: 3 }`];
    problems.atKey('E_SCHEDULE', strange, `${withArticle(name)} acts on a disk, not on messages`, {
      notes,
    });
  }
  const per = spotUnder(spot, 'per');
  if (per?.tree.kind === 'scalar' && per.tree.value === 'link') {
    problems.atValue(
      'E_SCHEDULE',
      per,
      'a disk has no links: count `per: node`, or over all targets',
    );
  }
  const op = spotUnder(spot, 'op');
  if (op?.tree.kind !== 'scalar' || !isDiskOp(op.tree.text) || ops.includes(op.tree.text)) return;
  problems.atValue('E_SCHEDULE', op, `${withArticle(name)} acts on ${ops.join(', ')} only`);
}

const isDiskOp = (word: string): word is DiskOp => diskOps.some((op) => op === word);

function checkMatch(section: Section, definition: FaultDefinition, context: PeopledContext): void {
  const spot = section.get('match');
  if (spot === undefined) return;
  if (definition.diskOps.length > 0) return checkDiskMatch(spot, definition, context);
  const op = spotUnder(spot, 'op');
  if (op !== undefined && definition.actsOnMessages) {
    context.problems.atKey(
      'E_SCHEDULE',
      op,
      `\`op\` is for faults of a disk, not for ${withArticle(definition.name)}`,
    );
  }
  if (definition.actsOnMessages) return;
  context.problems.atKey(
    'E_SCHEDULE',
    spot,
    `${withArticle(definition.name)} does not act on single messages: it has no \`match\``,
    {
      notes: ['to strike when a message is sent, use `when: { message: ... }`'],
    },
  );
}

function checkExclusive(
  section: Section,
  definition: FaultDefinition,
  context: PeopledContext,
): void {
  for (const keys of definition.exclusive) {
    const [first, second] = keys.filter((key) => section.has(key));
    const spot = second === undefined ? undefined : spotUnder(section.spot, second);
    if (spot === undefined) continue;
    const message = `\`${first}\` and \`${second}\` both say what ${withArticle(definition.name)} ${definition.targets === 'links' ? 'strikes' : 'does'}`;
    context.problems.atKey('E_TARGET', spot, message);
  }
}

/** Own keys that list nodes name somebody, as a target does. */
function refuseNobody(
  { params }: FaultDefinition,
  section: Section,
  { problems }: PeopledContext,
): void {
  for (const [key, { word, of }] of Object.entries(describeFields(params).fields ?? {})) {
    const spot = spotUnder(section.spot, key);
    const ofNodes = word === 'nodes' || (word === 'list' && of?.word === 'nodes');
    if (spot !== undefined && ofNodes) refuseEmptyLists(spot, namesNobody, problems);
  }
}

/** Warns of keys that change nothing beside the others. */
function warnOfIdleKeys(
  { idleKeys, name }: FaultDefinition,
  section: Section,
  params: object | undefined,
  { problems }: PeopledContext,
): void {
  for (const key of params === undefined ? [] : (idleKeys?.(params) ?? [])) {
    const spot = spotUnder(section.spot, key);
    if (spot === undefined || (spot.tree.kind === 'scalar' && spot.tree.value === false)) continue;
    const message = `\`${key}\` changes nothing beside the other keys of this ${name}`;
    problems.warn('W_NO_EFFECT', spot.keySpan, message, { path: spot.path });
  }
}

function readWeight(spot: Spot | undefined, problems: Problems): number {
  if (spot === undefined) return 1;
  const weight = readNumber(spot, problems);
  if (weight === 0) problems.atValue('E_BOUND', spot, 'a weight of 0 is never drawn');
  return weight === undefined || weight === 0 ? 1 : weight;
}

/** A fault of the file, or one of the nemesis's pool, which says when they strike. */
function readFault(
  entry: Spot,
  context: PeopledContext,
  isOfPool: boolean,
): WrittenFault | undefined {
  const { problems } = context;
  const section = new Section(entry, 'a fault', problems);
  if (section.get('fault') === undefined) {
    section.lacksKind('fault', 'pause');
    return undefined;
  }
  const definition = context.definitions.find('fault', section.spot, problems);
  if (definition === undefined) return undefined;
  section.own(Object.keys(describeFields(definition.params).fields ?? {}));
  const match = readMatch(section, context);
  checkMatch(section, definition, context);
  checkExclusive(section, definition, context);
  const target = readAim(section, definition, match, context);
  checkDeceit(section, definition, target, match, context);
  if (isOfPool) refuseTimes(section, context);
  const { timing, isSound } = isOfPool
    ? { timing: drawnTiming, isSound: false }
    : readTiming(section, definition, context);
  const length = readLength(section, definition, context);
  const weight = isOfPool ? section.get('weight') : undefined;
  const whileSpot = section.get('while');
  const probability = section.get('probability');
  const summary = section.get('summary');
  const inside = readInside(section, definition, context);
  const explained = section.close();
  refuseNobody(definition, section, context);
  const params = readOwnFields(
    definition.params,
    section,
    eventScope(section, context.vocabulary),
    explained,
    context,
  );
  warnOfIdleKeys(definition, section, params, context);
  const plan: FaultPlan = {
    id: nameOfSpot(entry),
    kind: definition.name,
    definition,
    params: params ?? {},
    target,
    ...timing,
    ...length,
    while: whileSpot === undefined ? [] : readSentences(whileSpot, context),
    match,
    probabilityPpb:
      probability === undefined ? WHOLE_PPB : (readShare(probability, problems) ?? WHOLE_PPB),
    inside,
    ...(definition.configures ? { configs: readConfigs(section, target, context) } : {}),
    drawnFrom: null,
    summary: summary === undefined ? null : (readText(summary, problems) ?? null),
    ...readWears(section, definition, params, context),
  };
  const fault = { plan, spot: section.spot, weight: readWeight(weight, problems) };
  if (isSound) checkTimes(plan, section, context);
  return fault;
}

/** The window of a fault that is certain: given instants, nothing drawn, nothing awaited. */
function certainWindow(
  plan: FaultPlan,
  context: PeopledContext,
): readonly [begin: number, end: number] | null {
  const { schedule, duration } = plan;
  const certain =
    plan.match === null &&
    plan.while.length === 0 &&
    plan.probabilityPpb === WHOLE_PPB &&
    !plan.inside;
  if (!certain || schedule.kind !== 'at' || schedule.at.kind !== 'constant') return null;
  if (duration !== null && duration.kind !== 'constant') return null;
  const begin = schedule.at.ns;
  const last = plan.forever ? context.durationNs : (context.healNs ?? context.durationNs);
  const end = duration === null ? last : Math.min(last, begin + duration.ns);
  return [begin, Math.min(end, plan.untilNs ?? end)];
}

function fixedTargets(plan: FaultPlan): readonly string[] | null {
  if (plan.target.kind !== 'nodes') return null;
  const { terms, except } = plan.target.selector;
  if (except !== null) return null;
  const ids: string[] = [];
  for (const { amount, base } of terms) {
    if (amount !== null || base.kind !== 'nodes') return null;
    ids.push(...base.nodes);
  }
  return ids;
}

/** Warns of faults whose nodes another fault certainly holds down for the whole time. */
function warnOfIdle(faults: readonly WrittenFault[], context: PeopledContext): void {
  const crashes = faults.filter(({ plan }) => plan.kind === 'crash');
  for (const { plan, spot } of faults) {
    // A crash during a crash prolongs it, and a clock goes on when its process is dead.
    if (plan.kind === 'crash' || !plan.definition.insideStep) continue;
    const [targets, window] = [fixedTargets(plan), certainWindow(plan, context)];
    if (targets === null || window === null) continue;
    const holder = crashes.find((crash) => {
      const [down, held] = [certainWindow(crash.plan, context), fixedTargets(crash.plan)];
      if (crash.plan === plan || down === null || held === null) return false;
      return (
        down[0] < window[0] && window[1] <= down[1] && targets.every((id) => held.includes(id))
      );
    });
    if (holder === undefined) continue;
    context.problems.warn(
      'W_HITS_NOTHING',
      spot.keySpan,
      `"${plan.id}" hits nothing: "${holder.plan.id}" holds its target down the whole time`,
      { path: spot.path },
    );
  }
}

/** Warns of faults that wait for one another in a circle, so that none of them is ever in effect. */
function warnOfCircles(faults: readonly WrittenFault[], { problems }: PeopledContext): void {
  const plans = new Map(faults.map(({ plan }) => [plan.id, plan]));
  for (const { plan, spot } of faults) {
    const other = circularWait(plan, plans);
    if (other === undefined) continue;
    const whom = other === plan.id ? 'itself' : `"${other}", which waits for it in turn`;
    const message = `"${plan.id}" hits nothing: it waits for ${whom}`;
    problems.warn('W_HITS_NOTHING', spot.keySpan, message, { path: spot.path });
  }
}

/** All faults in natural order of their ids. */
export function resolveFaults(context: PeopledContext): readonly FaultPlan[] {
  const faults = namedEntries(context.scenario, 'faults', context.problems).flatMap(
    (entry) => readFault(entry, context, false) ?? [],
  );
  warnOfIdle(faults, context);
  warnOfCircles(faults, context);
  return faults.map(({ plan }) => plan);
}

/** The faults of the nemesis's pool, in natural order of their ids. */
export function resolvePool(
  entries: readonly Spot[],
  context: PeopledContext,
): readonly WrittenFault[] {
  return entries.flatMap((entry) => readFault(entry, context, true) ?? []);
}
