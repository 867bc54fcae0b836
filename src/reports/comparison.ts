import type { Comparison, Difference, DifferenceClass } from '../run/report/comparison.ts';
import type { RenderOptions } from './define.ts';
import { counted } from './content/count.ts';
import { markdownText } from './markdown/escape.ts';
import { paragraph, type Style, styleOf } from './text/style.ts';

const marks: Readonly<Record<DifferenceClass, string>> = {
  regression: '-',
  fix: '+',
  changed: '~',
  moved: '~',
  metric: '~',
  new: '+',
  removed: '-',
  trace: '~',
  other: '~',
};

function changeText({ before, after, class: cls }: Difference): string {
  if (before === null && after === null) return cls;
  if (before === null) return `${cls}: ${after}`;
  if (after === null) return `${cls}: ${before}`;
  return `${before} -> ${after}  (${cls})`;
}

function countsText({ differences }: Comparison): string {
  const count = (cls: DifferenceClass): number =>
    differences.filter((one) => one.class === cls).length;
  return [
    counted(count('regression'), 'regression'),
    counted(count('fix'), 'fix', 'fixes'),
    counted(differences.length, 'difference'),
  ].join(', ');
}

function byRun({ differences }: Comparison): Map<string, Difference[]> {
  const runs = new Map<string, Difference[]>();
  for (const one of differences) {
    const known = runs.get(one.run);
    if (known === undefined) runs.set(one.run, [one]);
    else known.push(one);
  }
  return runs;
}

function enginesText([before, after]: readonly [string, string]): string {
  return `The reports are of two engines, ${before} and ${after}: other events are no surprise.`;
}

function differenceLines(one: Difference, style: Style): string[] {
  const { paint } = style;
  const look: Readonly<Partial<Record<DifferenceClass, (text: string) => string>>> = {
    regression: paint.bad,
    fix: paint.good,
  };
  const said = `${marks[one.class]} ${one.path ?? 'run'}  ${changeText(one)}`;
  return paragraph(said, style, 2, 6).map(look[one.class] ?? paint.quiet);
}

/** Two reports compared, for people; ends with a line feed. */
export function comparisonText(comparison: Comparison, options: RenderOptions = {}): string {
  const style = styleOf(options);
  const { engines, differences } = comparison;
  const lines = [
    ...(engines === null ? [] : paragraph(enginesText(engines), style, 0)),
    ...[...byRun(comparison)].flatMap(([run, ones]) => [
      style.paint.strong(run),
      ...ones.flatMap((one) => differenceLines(one, style)),
    ]),
    differences.length === 0 ? 'No difference.' : countsText(comparison),
  ];
  return `${lines.join('\n')}\n`;
}

/** Two reports compared, as a table for a pull request. */
export function comparisonMarkdown(comparison: Comparison): string {
  const { engines, differences } = comparison;
  const head = engines === null ? [] : [markdownText(enginesText(engines)), ''];
  if (differences.length === 0) return `${[...head, 'No difference.'].join('\n')}\n`;
  const rows = differences.map((one) => {
    const { class: cls, run, path, before, after } = one;
    return `| ${[cls, run, path ?? '', before ?? '', after ?? ''].map(markdownText).join(' | ')} |`;
  });
  return `${[
    ...head,
    `**${countsText(comparison)}**`,
    '',
    '| | run | what | before | after |',
    '|---|---|---|---|---|',
    ...rows,
  ].join('\n')}\n`;
}
