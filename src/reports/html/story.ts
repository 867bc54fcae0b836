import { unicodeGlyphs } from '../../base/text/glyphs.ts';
import type { CheckReport, Run } from '../../run/report/report.ts';
import { whyOf } from '../content/grounds.ts';
import { checkSentence, standingOfCheck, type Told, witnessesOf } from '../content/told.ts';
import type { Cell } from '../content/table.ts';
import { type Diagram, diagramOf } from './diagram.ts';
import { counted } from '../content/count.ts';
import { block, type Child, inline, type Markup } from './markup.ts';
import { spaceTime } from './space-time.ts';
import { checksShown, storyJson } from './story-data.ts';
import { table } from './table.ts';
import { picked, tools } from './tools.ts';

const rowsOfViolation = 90;
const rowsOfMilestones = 48;

function checkItem(check: CheckReport, run: Run): Markup {
  const { ok, wrong, doubt } = unicodeGlyphs;
  const standing = standingOfCheck(check);
  const glyph = { ok, wrong, doubt }[standing];
  const tone = { ok: 'good', wrong: 'bad', doubt: 'doubt' }[standing];
  const why = whyOf(check, run);
  return inline(
    'li',
    { class: tone },
    inline('strong', {}, `${glyph} ${checkSentence(check)}`),
    why === undefined ? null : inline('p', { dir: 'auto' }, why),
  );
}

/** The diagram of a run that is told, as far as it has a story. */
export function diagramOfTold(told: Told): Diagram | null {
  const { run } = told;
  const witnesses = witnessesOf(told);
  const isBroken = witnesses.length > 0;
  if (run.story.length === 0 && !isBroken) return null;
  return diagramOf({
    run,
    witnesses,
    mostRows: isBroken ? rowsOfViolation : rowsOfMilestones,
  });
}

/** The same without a picture: for narrow screens, for copying, and for who cannot see it. */
function inWords({ rows }: Diagram): Markup {
  const told = rows.map(({ instant, words, kind, isFault }): Cell[] => {
    const text = words.join(' ');
    const tone = kind === 'decisive' ? 'bad' : 'fault';
    const isPlain = kind !== 'decisive' && !isFault;
    return [{ text: instant, tone: 'quiet' }, isPlain ? { text } : { text, tone }];
  });
  const columns = [{ title: '' }, { title: '' }];
  return block(
    'details',
    { class: 'words' },
    inline('summary', {}, 'The same in words'),
    table({ columns, rows: told }, 'The story in words'),
  );
}

/** The diagram, what a reader can do with it, and the same in words and as data. */
function pictured({ run, label }: Told, diagram: Diagram): Child[] {
  const { markup } = spaceTime(diagram, `What happened: ${label}`);
  const nodes = diagram.lanes.map(({ node }) => node);
  return [
    tools(nodes, checksShown(run)),
    picked(),
    block('div', { class: 'scroll', role: 'region', tabindex: 0, 'aria-label': label }, markup),
    inWords(diagram),
    storyJson(run, diagram),
  ];
}

/** Why a run got its verdicts: each that is not plainly `held`, then what happened. */
export function story(told: Told): Markup | null {
  const { run, label, checks } = told;
  const diagram = diagramOfTold(told);
  if (checks.length === 0 && diagram === null) return null;
  const items = checks.map((check) => checkItem(check, run));
  const left = diagram?.left ?? 0;
  return block(
    'section',
    { class: diagram === null ? null : 'story' },
    inline('h3', {}, inline('bdi', {}, label)),
    run.variantSummary === null ? null : inline('p', { dir: 'auto' }, run.variantSummary),
    items.length === 0 ? null : block('ul', { class: 'verdicts' }, ...items),
    ...(diagram === null ? [] : pictured(told, diagram)),
    left > 0 ? inline('p', { class: 'quiet' }, `${counted(left, 'more event')} left out.`) : null,
  );
}
