import { isolated, printable } from '../base/text/cells.ts';
import { textWidth } from '../base/text/width.ts';
import type { Report } from '../run/report/report.ts';
import { outcomeTone, outcomeWord } from './banner.ts';
import { scenarioRuns } from './content/strands.ts';
import { mostStories, nameAmong } from './content/summary.ts';
import { toldRuns, untoldSentence } from './content/told.ts';
import { defineReporter } from './define.ts';
import { cellWidth, type Diagram } from './html/diagram.ts';
import { colours, diagramLook } from './html/look.ts';
import { block, type Child, empty, inline, styleSheet } from './html/markup.ts';
import { spaceTime } from './html/space-time.ts';
import { diagramOfTold } from './html/story.ts';

const margin = 16;
const headHeight = 32;
const leastWidth = 480;
/** Pixels that a letter of a title takes at most. */
const titleCell = 10;

/** What stands alone has a ground of its own, and its titles. */
const ownLook = `
.ground { fill: var(--ground); }
.space-time text.good { fill: var(--good); }
.space-time text.doubt { fill: var(--doubt); }
.space-time text.title { font-size: 15px; font-weight: 700; }
`;

interface Titled {
  readonly title: string;
  readonly tone: string;
  /** Null where nothing happened that could be drawn. */
  readonly diagram: Diagram | null;
}

/** The stories of a report under the names of their runs. */
function storiesOf({ runs }: Report): Titled[] {
  const scenarios = scenarioRuns(runs);
  return scenarios.flatMap((scenario) =>
    toldRuns(scenario.strands, mostStories).map((told) => {
      const { verdict } = told.run;
      const name = isolated(printable(nameAmong(scenario, scenarios)));
      const label = told.label === scenario.name ? '' : `, ${isolated(printable(told.label))}`;
      return {
        title: `${outcomeWord[verdict]} ${name}${label}`,
        tone: outcomeTone[verdict],
        diagram: diagramOfTold(told),
      };
    }),
  );
}

/** How many runs are not drawn, for each scenario that has such. */
function untoldOf({ runs }: Report): string[] {
  return scenarioRuns(runs).flatMap(({ strands }) => untoldSentence(strands, mostStories) ?? []);
}

/** The space-time diagrams of a report as one picture, for slides and documents. */
export const svg = defineReporter({
  name: 'svg',
  summary: 'The space-time diagrams alone, as a picture for slides and documents.',
  extension: 'svg',
  drawsMessages: true,
  render(report) {
    const parts: Child[] = [];
    let width = leastWidth;
    let y = margin;
    const stories = storiesOf(report);
    for (const { title, tone, diagram } of stories) {
      const head = { class: `title ${tone}`, x: margin, y: y + margin };
      parts.push(inline('text', head, title));
      width = Math.max(width, textWidth(title) * titleCell + 2 * margin);
      y += headHeight;
      if (diagram === null) continue;
      const drawn = spaceTime(diagram, title, { y });
      parts.push(drawn.markup);
      y += drawn.height + margin;
      width = Math.max(width, drawn.width);
    }
    for (const untold of untoldOf(report)) {
      parts.push(inline('text', { class: 'key', x: margin, y: y + margin }, untold));
      width = Math.max(width, textWidth(untold) * cellWidth + 2 * margin);
      y += headHeight;
    }
    if (stories.length === 0) {
      const head = { class: 'title', x: margin, y: y + margin };
      parts.push(inline('text', head, `${outcomeWord[report.verdict]}: nothing to draw`));
      y += headHeight;
    }
    const height = y;
    const picture = block(
      'svg',
      {
        xmlns: 'http://www.w3.org/2000/svg',
        class: 'space-time',
        width,
        height,
        viewBox: `0 0 ${width} ${height}`,
      },
      inline('title', {}, stories.map(({ title }) => title).join('; ')),
      styleSheet(colours + diagramLook + ownLook),
      empty('rect', { class: 'ground', x: 0, y: 0, width, height }),
      ...parts,
    );
    return `${picture.markup}\n`;
  },
});
