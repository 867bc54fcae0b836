import { compactJson } from '../base/json/json.ts';
import { compareText } from '../base/order.ts';
import { reportOf } from './exploration-report.ts';
import type { ExplorationFacts, ExplorationReport, ShardPart } from './exploration-report.ts';
import { sumOf } from './tally.ts';

/** What reports that belong together have in common. */
function searchOf(report: ExplorationReport): string {
  const { engine, strategy, phase, set, seeds, maxFailures, designs } = report;
  const searched = designs.map(({ scenario, file, hash, variant, cell }) => {
    return [scenario, file, hash, variant, cell];
  });
  return compactJson([engine, strategy, phase, set, seeds, maxFailures, searched]);
}

/**
 * Of two reports on the same part the one that knows more, whichever of them came first. Throws
 * RangeError when both came to their end and differ.
 */
function fuller(known: ShardPart, other: ShardPart): ShardPart {
  if (known.complete && other.complete) {
    if (compactJson(known) === compactJson(other)) return known;
    throw new RangeError(`part ${known.index} is there twice, and the two differ`);
  }
  if (known.complete !== other.complete) return known.complete ? known : other;
  const order =
    runsOf(known) - runsOf(other) || compareText(compactJson(known), compactJson(other));
  return order >= 0 ? known : other;
}

/**
 * The report that is whole, if one is: one that came to its end before one that was stopped. Throws
 * RangeError when two are as good, and differ.
 */
function wholeOf(reports: readonly ExplorationReport[]): ExplorationReport | undefined {
  const whole = reports.filter(({ shards }) => shards === null);
  const ended = whole.filter(({ complete }) => complete);
  // Parts know more than a whole that was stopped.
  const best = ended.length > 0 || whole.length < reports.length ? ended : whole;
  if (new Set(best.map(compactJson)).size > 1)
    throw new RangeError('these are reports on the same search, and they differ');
  return best[0];
}

/**
 * One report of several parts of a search, in any order, any of them several times: the order of
 * merging does not matter, and with all parts it is the report of the undivided search. Throws
 * RangeError for reports that do not belong together.
 */
export function mergeExplorations(reports: readonly ExplorationReport[]): ExplorationReport {
  const [first] = reports;
  if (first === undefined) throw new RangeError('there is nothing to merge');
  if (new Set(reports.map(searchOf)).size > 1)
    throw new RangeError('they are parts of different searches');
  const whole = wholeOf(reports);
  if (whole !== undefined) return whole;
  const shards = reports.flatMap((report) => report.shards ?? []);
  const [of = 1, another] = new Set(shards.map((one) => one.of));
  if (another !== undefined)
    throw new RangeError(`one is divided into ${of} parts, another into ${another}`);
  const parts = new Map<number, ShardPart>();
  for (const part of shards.flatMap((one) => one.parts)) {
    const known = parts.get(part.index);
    parts.set(part.index, known === undefined ? part : fuller(known, part));
  }
  return mergedReport(first, of, parts);
}

function runsOf({ tallies }: ShardPart): number {
  return tallies.reduce((sum, { runs }) => sum + runs, 0);
}

function mergedReport(
  like: ExplorationReport,
  of: number,
  parts: ReadonlyMap<number, ShardPart>,
): ExplorationReport {
  const inOrder = [...parts.values()].sort((a, b) => a.index - b.index);
  const cut = inOrder.find(({ complete }) => !complete);
  const isWhole = inOrder.length === of && cut === undefined;
  const facts: ExplorationFacts = {
    engine: like.engine,
    strategy: like.strategy,
    phase: like.phase,
    set: like.set,
    seeds: like.seeds,
    maxFailures: like.maxFailures,
    stopped: cut?.stopped ?? null,
    shard: null,
    designs: like.designs,
    tallies: like.designs.map((design, nth) =>
      sumOf(
        design,
        inOrder.flatMap(({ tallies }) => tallies[nth] ?? []),
      ),
    ),
  };
  return reportOf(facts, isWhole ? null : { of, parts: inOrder }, cut === undefined);
}
