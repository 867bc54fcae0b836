import type { CheckReport, Run } from '../../run/report/report.ts';
import { whyOf } from '../content/grounds.ts';
import { checkSentence, standingOfCheck, type Told, witnessesOf } from '../content/told.ts';
import { spaceTimeLines } from './space-time.ts';
import { paragraph, type Style } from './style.ts';

const rowsOfViolation = 30;
const rowsOfMilestones = 16;

function describe(check: CheckReport, run: Run, style: Style): string[] {
  const { paint, glyphs } = style;
  const standing = standingOfCheck(check);
  const glyph = { ok: glyphs.ok, doubt: glyphs.doubt, wrong: glyphs.wrong }[standing];
  const paintLine = { ok: paint.good, doubt: paint.doubt, wrong: paint.bad }[standing];
  const title = `${glyph} ${checkSentence(check)}`;
  const reason = whyOf(check, run);
  const why = reason === undefined ? [] : paragraph(reason, style, 4);
  return [...paragraph(title, style, 2, 4).map((line) => paintLine(line)), ...why];
}

/** Why a run got its verdicts: each verdict that is not plainly `held`, then what happened. */
export function storyLines(told: Told, style: Style): string[] {
  const { run, label, checks } = told;
  const { paint, glyphs } = style;
  const witnesses = witnessesOf(told);
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
