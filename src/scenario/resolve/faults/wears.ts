import type { FaultDefinition } from '../../../library/faults/define.ts';
import { shelves } from '../../definitions.ts';
import type { FaultPlan, WearPlan } from '../../plan/fault.ts';
import type { Section } from '../../section.ts';
import { entrySpots, nameOfSpot, spotUnder } from '../../source/tree.ts';
import { closest } from '../../../base/text/suggest.ts';
import { withArticle } from '../../vocabulary/article.ts';
import type { PeopledContext } from '../context.ts';
import { readWholeFields } from '../reading.ts';

const WHOLE_PPB = 1_000_000_000;

/** Keys that have no meaning for what fails by itself, again and again. */
const foreignKeys = ['every', 'rate', 'when', 'delay', 'times', 'jitter', 'duration', 'while'];

/** Each kind says once how long one works, and once how long a repair takes. */
function checkRates(section: Section, context: PeopledContext): void {
  const { problems } = context;
  const rates = spotUnder(section.spot, 'rates');
  if (rates === undefined && !section.has('preset')) {
    problems.atKey(
      'E_MISSING_KEY',
      section.spot,
      'missing key "preset" or "rates": nothing fails',
      {
        notes: ['e.g. rates: { rack: { mtbf: 60d, mttr: 2h } }'],
      },
    );
  }
  const kinds = new Set(context.domains.plans.map(({ kind }) => kind));
  for (const rate of rates === undefined ? [] : entrySpots(rates)) {
    const kind = nameOfSpot(rate);
    if (kind !== 'node' && !kinds.has(kind)) {
      problems.atKey('E_UNKNOWN_DOMAIN', rate, `no domain is ${withArticle(kind)}`, {
        meant: closest(kind, [...kinds, 'node']),
      });
    }
    // What is no map was refused, and lacks nothing.
    if (rate.tree.kind !== 'map') continue;
    for (const [one, other] of [
      ['mtbf', 'rate'],
      ['mttr', 'lasts'],
    ] as const) {
      const given = [one, other].filter((key) => spotUnder(rate, key) !== undefined);
      if (given.length === 1) continue;
      const message =
        given.length === 0
          ? `missing key "${one}" or "${other}"`
          : `\`${one}\` and \`${other}\` say the same`;
      problems.atKey(given.length === 0 ? 'E_MISSING_KEY' : 'E_SCHEDULE', rate, message);
    }
  }
}

/** Refuses keys of single faults and of series: these fail by themselves. */
function refuseForeign(section: Section, context: PeopledContext): void {
  for (const key of foreignKeys) {
    const spot = spotUnder(section.spot, key);
    if (spot === undefined) continue;
    context.problems.atKey(
      'E_SCHEDULE',
      spot,
      `\`${key}\` does not go with what fails by itself: it has \`at\` and \`until\` only`,
    );
  }
}

/** What wears out under a fault that is a process of renewal; nothing for other kinds. */
export function readWears(
  section: Section,
  definition: FaultDefinition,
  params: object | undefined,
  context: PeopledContext,
): Pick<FaultPlan, 'wears'> {
  if (definition.wears === null) return {};
  refuseForeign(section, context);
  checkRates(section, context);
  if (params === undefined) return {};
  const wears = definition.wears(params).flatMap((wear): WearPlan[] => {
    const fault = shelves.fault.get(wear.fault);
    if (fault === undefined) return [];
    const own = readWholeFields(fault.params, section.spot, wear.params ?? {}, context);
    const { name, kind, perSecond, lasts, probabilityPpb = WHOLE_PPB } = wear;
    return [{ name, kind, perSecond, lasts, definition: fault, params: own ?? {}, probabilityPpb }];
  });
  return { wears };
}
