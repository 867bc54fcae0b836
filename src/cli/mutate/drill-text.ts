import { banner } from '../../reports/banner.ts';
import type { RenderOptions } from '../../reports/define.ts';
import { counted } from '../../reports/content/count.ts';
import { paragraph, type Style, styleOf } from '../../reports/text/style.ts';
import type { Cell } from '../../reports/content/table.ts';
import { tableLines } from '../../reports/text/table.ts';
import { canarySeeds, isKilled } from '../../search/mutation/drill.ts';
import type { CanaryFate, DrillReport, Hunt, MutantReport } from '../../search/mutation/drill.ts';

const perPercent = 10_000;

function huntCell({ kill, isFalseAlarm }: Hunt): Cell {
  if (isFalseAlarm) return { text: `seed ${kill?.seed}: false alarm`, tone: 'bad' };
  if (kill === null) return { text: 'survived', tone: 'doubt' };
  return { text: counted(kill.played, 'seed'), tone: 'good' };
}

function rowOf({ mutant, isCanary, program, hunts }: MutantReport): Cell[] {
  const name = isCanary ? `${mutant} (canary)` : mutant;
  return [{ text: name }, { text: program }, ...hunts.map(huntCell)];
}

function scoreLines({ strategies }: DrillReport, style: Style): string[] {
  return strategies.flatMap(({ strategy, killed, of, killRatePpm, medianSeeds }) => {
    if (of === 0) return [];
    const rate = (killRatePpm / perPercent).toFixed(0);
    const speed =
      medianSeeds === null ? '' : `, half of those within ${counted(medianSeeds, 'seed')}`;
    return paragraph(`${strategy}: ${killed} of ${of} killed, ${rate} %${speed}`, style, 2);
  });
}

function canaryLines(canary: CanaryFate): string[] {
  switch (canary) {
    case 'survived':
      return ['The canary survived: the search is broken, whatever else it says.'];
    case 'too few seeds':
      return [
        `The canary survived, and so few seeds do not tell whether the search is broken: it must die within ${canarySeeds} whole runs of each strategy. Give more with --seeds 1..${canarySeeds}.`,
      ];
    default:
      return [];
  }
}

function problemLines({ canary, mutants, stopped }: DrillReport, style: Style): string[] {
  const alarms = mutants.flatMap(({ mutant, hunts }) =>
    hunts.filter((hunt) => hunt.isFalseAlarm).map(({ kill }) => `${mutant}: ${kill?.check}`),
  );
  return [
    ...canaryLines(canary),
    ...alarms.map((alarm) => `The design without the bug was blamed too: ${alarm}`),
    ...(stopped === null ? [] : [`It ended early: ${stopped}`]),
  ].flatMap((line) => paragraph(line, style, 0).map(style.paint.bad));
}

/** One seed is not taken for a number of seeds. */
function seedsText(seeds: string): string {
  return seeds.includes('..') ? `seeds ${seeds}` : `seed ${seeds} alone`;
}

/** What planted bugs say about a search, for people. */
export function drillText(report: DrillReport, options: RenderOptions): string {
  const style = styleOf(options);
  const { mutants, strategies, seeds, verdict } = report;
  const killed = mutants.filter(({ hunts }) => hunts.some(isKilled)).length;
  const columns = ['mutant', 'program', ...strategies.map(({ strategy }) => strategy)];
  const lines = [
    `${banner(verdict, style.paint)}  ${killed} of ${counted(mutants.length, 'mutant')} killed`,
    style.paint.quiet(
      `${seedsText(seeds)} for each mutant and strategy, until the first that shows it`,
    ),
    '',
    ...tableLines(
      columns.map((title) => ({ title })),
      mutants.map(rowOf),
      style,
    ),
    '',
    ...scoreLines(report, style),
    ...problemLines(report, style),
  ];
  return `${lines.join('\n')}\n`;
}
