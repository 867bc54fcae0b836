import { isolated, printable } from '../../base/cells.ts';
import { sortedBy } from '../../base/order.ts';
import type { CheckReport, Run } from '../../run/report.ts';
import { groundsOf, verdictSentence } from '../grounds.ts';
import { spaceTimeLines } from './space-time.ts';
import { checkIds, standingOf, type Strand } from './strands.ts';
import { paragraph, type Style } from './style.ts';

const rowsOfViolation = 30;
const rowsOfMilestones = 16;

/** Whether a check shows that something broke: with a verdict, or outside its model. */
function isBroken(check: CheckReport): boolean {
  return check.verdict === 'violated' || check.observed === 'violated';
}

function describe(check: CheckReport, run: Run, style: Style): string[] {
  const { paint, glyphs } = style;
  const expected = check.expected.includes(check.verdict);
  const doubtful = check.verdict === 'undecided';
  const glyph = expected ? glyphs.ok : doubtful ? glyphs.doubt : glyphs.wrong;
  const paintLine = expected ? paint.good : doubtful ? paint.doubt : paint.bad;
  const title = `${glyph} ${isolated(printable(check.id))}: ${verdictSentence(check)}`;
  const reason = groundsOf(check, run);
  const why = reason === undefined ? [] : paragraph(reason, style, 4);
  return [...paragraph(title, style, 2, 4).map((line) => paintLine(line)), ...why];
}

/** A run whose story is told, for all runs that differ from it in their seed alone. */
interface Told {
  readonly run: Run;
  readonly label: string;
  /** Its verdicts that are not plainly `held`. */
  readonly checks: readonly CheckReport[];
}

/** Why a run got its verdicts: each verdict that is not plainly `held`, then what happened. */
export function storyLines({ run, label, checks }: Told, style: Style): string[] {
  const { paint, glyphs } = style;
  const witnesses = checks
    .filter((check) => isBroken(check))
    .flatMap((check) => (check.witness === null ? [] : [check.witness.events]));
  const broken = witnesses.length > 0;
  const mostRows = broken ? rowsOfViolation : rowsOfMilestones;
  const drawn =
    run.story.length === 0 && !broken ? [] : spaceTimeLines({ run, witnesses, mostRows }, style);
  if (checks.length === 0 && drawn.length === 0) return [];
  const about = run.variantSummary === null ? '' : ` ${glyphs.dash} ${run.variantSummary}`;
  const title = paragraph(label + about, style, 0).map((line) => paint.strong(line));
  const verdicts = checks.flatMap((check) => describe(check, run, style));
  const gap = drawn.length === 0 ? [] : [''];
  return [...title, ...verdicts, ...gap, ...drawn];
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

/** The runs whose story is told: of each variant one, and if not all then the most telling. */
export function toldRuns(strands: readonly Strand[], most: number): Told[] {
  const candidates = strands.flatMap(candidateOf);
  const telling = candidates.filter(({ rank }) => rank < 3 || strands.length <= mostCalm);
  const chosen = new Set(sortedBy(telling, ({ rank }) => rank).slice(0, most));
  return candidates.filter((candidate) => chosen.has(candidate));
}
