import { isolated, printable } from '../../base/text/cells.ts';
import { sortedBy } from '../../base/order.ts';
import type { CheckReport, Run, WitnessEvent } from '../../run/report/report.ts';
import { counted, grouped } from './count.ts';
import { verdictSentence } from './grounds.ts';
import { checkIds, type Standing, standingOf, type Strand, strandNoun } from './strands.ts';

/** Whether a check shows that something broke: with a verdict, or outside its model. */
function isBroken(check: CheckReport): boolean {
  return check.verdict === 'violated' || check.observed === 'violated';
}

/** A run whose story is told, for all runs that differ from it in their seed alone. */
export interface Told {
  readonly run: Run;
  readonly label: string;
  /** Its verdicts that are not plainly `held`. */
  readonly checks: readonly CheckReport[];
}

/** The evidence of what broke in it, a list for each check. */
export function witnessesOf({ checks }: Told): (readonly WitnessEvent[])[] {
  return checks
    .filter((check) => isBroken(check))
    .flatMap((check) => (check.witness === null ? [] : [check.witness.events]));
}

/** What a verdict that is not plainly `held` is to a reader: as it should be, doubtful, or not. */
export function standingOfCheck({ verdict, expected }: CheckReport): Standing['standing'] {
  if (expected.includes(verdict)) return 'ok';
  return verdict === 'undecided' ? 'doubt' : 'wrong';
}

/** `no-lost-write: violated at 20.006s, expected held`. */
export function checkSentence(check: CheckReport): string {
  return `${isolated(printable(check.id))}: ${verdictSentence(check)}`;
}

interface Candidate extends Told {
  /** Which is told first when there is no room for all: surprises, doubts, what is not `held`, the rest. */
  readonly rank: number;
}

/** Of a strand's runs the one that shows best how its checks stand. */
function candidateOf(strand: Strand): Candidate[] {
  const stands = checkIds(strand.runs).flatMap((id) => {
    const found = standingOf(strand, id);
    if (found === undefined) return [];
    const { standing, verdict, expected } = found;
    const plain = verdict === 'held' && expected.includes('held');
    const rank = standing === 'wrong' ? 0 : standing === 'doubt' ? 1 : plain ? 3 : 2;
    return [{ id, verdict, rank }];
  });
  const [worst] = sortedBy(stands, ({ rank }) => rank);
  if (worst === undefined) return [];
  const shows = (run: Run): readonly CheckReport[] =>
    run.checks.filter((check) =>
      stands.some(
        ({ id, verdict, rank }) => rank < 3 && id === check.id && verdict === check.verdict,
      ),
    );
  const [run] = sortedBy(strand.runs, (own) =>
    own.checks.some(({ id, verdict }) => id === worst.id && verdict === worst.verdict) ? 0 : 1,
  );
  if (run === undefined) return [];
  const seed = strand.runs.length > 1 ? `, seed ${run.seed}` : '';
  return [{ run, label: strand.label + seed, checks: shows(run), rank: worst.rank }];
}

/** Runs in which all held as it should are told beside others, but not when there are many. */
const mostCalm = 3;

/** Of each variant the run that may be told, and which are. */
function choice(strands: readonly Strand[], most: number) {
  const candidates = strands.flatMap(candidateOf);
  const telling = candidates.filter(({ rank }) => rank < 3 || strands.length <= mostCalm);
  const told = new Set(sortedBy(telling, ({ rank }) => rank).slice(0, most));
  return { candidates, told };
}

/** The runs whose story is told: of each variant one, and if not all then the most telling. */
export function toldRuns(strands: readonly Strand[], most: number): Told[] {
  const { candidates, told } = choice(strands, most);
  return candidates.filter((candidate) => told.has(candidate));
}

/**
 * How many variants `toldRuns` leaves out; null: none, or there is no story that others could stand
 * beside.
 */
export function untoldSentence(strands: readonly Strand[], most: number): string | null {
  const { candidates, told } = choice(strands, most);
  const left = candidates.filter((candidate) => !told.has(candidate));
  if (left.length === 0 || told.size === 0) return null;
  const calm = left.filter(({ rank }) => rank === 3).length;
  const what = `${grouped(left.length)} of ${counted(candidates.length, strandNoun(strands))}`;
  const said = `${what} ${left.length === 1 ? 'is' : 'are'} not told here`;
  if (calm === 0) return `${said}: the verdicts tell how they came out.`;
  if (calm === left.length) return `${said}: every check held there, as expected.`;
  return `${said}; in ${grouped(calm)} of them every check held, as expected.`;
}
