import { clipCells, isolated, padCells, printable } from '../../base/text/cells.ts';
import { compactJson } from '../../base/json/json.ts';
import { printInstant } from '../../base/time.ts';
import type { Value } from '../../base/units.ts';
import { textWidth } from '../../base/text/width.ts';
import { counted } from '../../reports/content/count.ts';
import { paragraph, type Style } from '../../reports/text/style.ts';
import type { Column } from '../../reports/content/table.ts';
import { isNatural, tableLines } from '../../reports/text/table.ts';
import type { CheckResult, CheckVerdict, ToldAnomaly, ToldOperation } from './answer.ts';
import { barsOf, strides } from './lanes.ts';

const banners: Readonly<Record<CheckVerdict, string>> = {
  held: 'HELD',
  violated: 'VIOLATED',
  undecided: 'UNDECIDED',
};

/** A witness of more operations than this is told only in part. */
const mostOperations = 24;
const mostAnomalies = 8;
const gap = 3;
/** Of several files the reasons of so many are told. */
const mostTold = 8;

function painted(verdict: CheckVerdict, { paint }: Style): string {
  const brush = { held: paint.good, violated: paint.bad, undecided: paint.doubt };
  return brush[verdict](banners[verdict]);
}

function valueText(value: Value): string {
  if (value === null) return 'nil';
  if (Array.isArray(value)) return `[${value.map(valueText).join(' ')}]`;
  return compactJson(value);
}

/** A word as it is, any other key as a value. */
function keyText(key: Value): string {
  return typeof key === 'string' ? key : valueText(key);
}

function microText(micro: Value): string {
  if (!Array.isArray(micro)) return valueText(micro);
  const [word = '', key = null, value = null] = micro;
  return `${String(word)} ${keyText(key)} ${valueText(value)}`;
}

function askedText({ op, key, input, output }: ToldOperation): string {
  if (op === 'txn') {
    const told = output ?? input;
    return Array.isArray(told) ? told.map(microText).join(', ') : valueText(told);
  }
  const words = [op, key === null ? '' : keyText(key), input === null ? '' : valueText(input)];
  return words.filter((word) => word !== '').join(' ');
}

function answeredText({ op, outcome, output }: ToldOperation): string {
  if (outcome !== 'ok') return outcome === 'fail' ? 'failed' : 'unknown';
  if (op === 'txn') return 'committed';
  return output === null && op !== 'read' && op !== 'get' ? 'ok' : valueText(output);
}

function rangeText(from: number | null, until: number | null, text: (n: number) => string): string {
  if (from === null) return until === null ? '' : `..${text(until)}`;
  return until === null ? text(from) : `${text(from)}..${text(until)}`;
}

/** Who asked what, and what came back, in order of invocation; a bar for each when there is room. */
function operationLines(operations: readonly ToldOperation[], style: Style): string[] {
  const shown = operations.slice(0, mostOperations);
  const hasLines = shown.some(({ invokedLine }) => invokedLine !== null);
  const hasTimes = shown.some(({ invokedNs }) => invokedNs !== null);
  const areTransactions = shown.some(({ op }) => op === 'txn');
  const columns: Column[] = [
    ...(areTransactions ? [{ title: '' }] : []),
    { title: 'who' },
    { title: 'asked' },
    { title: 'answered' },
    ...(hasLines ? [{ title: 'lines' }] : []),
    ...(hasTimes ? [{ title: 'when' }] : []),
  ];
  const rows = shown.map((one) => [
    // As the words of anomalies call it.
    ...(areTransactions ? [{ text: `T${one.index}` }] : []),
    { text: one.process },
    { text: askedText(one) },
    one.outcome === 'ok'
      ? { text: answeredText(one) }
      : { text: answeredText(one), tone: 'doubt' as const },
    ...(hasLines ? [{ text: rangeText(one.invokedLine, one.completedLine, String) }] : []),
    ...(hasTimes ? [{ text: rangeText(one.invokedNs, one.completedNs, printInstant) }] : []),
  ]);
  const left = operations.length - shown.length;
  const rest = left > 0 ? [style.paint.quiet(`  and ${counted(left, 'more', 'more')}`)] : [];
  for (const stride of strides) {
    const bars = barsOf(shown, style.glyphs, stride);
    const width = bars[0]?.length ?? 0;
    const beside = { ...style, columns: style.columns - width - gap };
    if (!isNatural(columns, rows, beside)) continue;
    const margins = [' '.repeat(width), ...bars.map((bar) => style.paint.strong(bar))];
    const lines = tableLines(columns, rows, beside);
    return [
      ...lines.map((line, i) => `  ${margins[i] ?? ''}${' '.repeat(gap - 2)}${line}`),
      ...rest,
    ];
  }
  return [...tableLines(columns, rows, style), ...rest];
}

/** Anomalies that are not the witness told above. */
function otherAnomalies({ isolation, why }: CheckResult): readonly ToldAnomaly[] {
  const told = isolation?.anomalies ?? [];
  return told.filter((anomaly) => `${anomaly.name}: ${anomaly.why}` !== why);
}

function anomalyLines(result: CheckResult, style: Style): string[] {
  const anomalies = otherAnomalies(result);
  if (anomalies.length === 0) return [];
  const counts = Object.values(result.isolation?.counts ?? {});
  const left = counts.reduce((sum, count) => sum + count, 0) - mostAnomalies;
  const title = result.verdict === 'violated' ? 'Also found' : 'Found, and allowed';
  return [
    '',
    style.paint.strong(`  ${title}`),
    ...anomalies
      .slice(0, mostAnomalies)
      .flatMap(({ name, why }) => paragraph(`${name}: ${why}`, style, 2, 4)),
    ...(left > 0
      ? [style.paint.quiet(`  and ${counted(left, 'more anomaly', 'more anomalies')}`)]
      : []),
  ];
}

/** `not linearizable`, `cas-register`: what was asked of how many operations, and the answer. */
function claim({ verdict, operations, model, consistency, isolation }: CheckResult): string {
  const noun = isolation === null ? 'operation' : 'transaction';
  const all = `${counted(operations, noun)} of ${model ?? ''}`;
  const promise = consistency ?? '';
  if (verdict === 'held') return `${all}: ${promise}`;
  return verdict === 'violated' ? `${all}: not ${promise}` : `${all}: ${promise} or not`;
}

function prefixText({ prefix }: CheckResult): string {
  if (prefix === null) return '';
  return `The longest order found that agrees with every answer has ${counted(prefix.length, 'operation')}.`;
}

function isolationText({ isolation }: CheckResult): string {
  if (isolation === null) return '';
  const { weakestViolated, strongestPossible } = isolation;
  const broken =
    weakestViolated.length === 0
      ? ''
      : `The weakest level violated is ${weakestViolated.join(' or ')}. `;
  const left =
    strongestPossible.length === 0
      ? 'No level can hold.'
      : `The strongest that may hold is ${strongestPossible.join(' or ')}.`;
  return broken + left;
}

function resultLines(result: CheckResult, style: Style): string[] {
  const { verdict, file, why, witness, method, steps } = result;
  const spent = method === null ? '' : `${counted(steps, 'step')}, ${method}.`;
  return [
    `${painted(verdict, style)}  ${style.paint.strong(isolated(file))}`,
    ...paragraph(claim(result), style, 0),
    ...(why === null ? [] : ['', ...paragraph(why, style, 2)]),
    ...(witness === null ? [] : ['', ...operationLines(witness.operations, style)]),
    ...anomalyLines(result, style),
    '',
    ...[prefixText(result), isolationText(result)]
      .filter((text) => text !== '')
      .flatMap((text) => paragraph(text, style, 2)),
    ...paragraph(spent, style, 2).map((line) => style.paint.quiet(line)),
  ];
}

/** `VIOLATED  history.edn  reason`: a line of its own for each file. */
export function overviewLines(results: readonly CheckResult[], style: Style): string[] {
  const names = Math.max(0, ...results.map(({ file }) => textWidth(file)));
  const longest = Math.max(0, ...results.map(({ verdict }) => banners[verdict].length));
  return results.map((result) => {
    const { verdict, file, why } = result;
    const blanks = ' '.repeat(longest - banners[verdict].length);
    const told = clipCells(
      printable(why ?? ''),
      style.columns - longest - names - 4,
      style.glyphs.ellipsis,
    );
    return `${painted(verdict, style)}${blanks}  ${padCells(isolated(file), names)}  ${told}`.trimEnd();
  });
}

/** Verdicts first, then why: one file in full, of several those that did not hold. */
export function answerText(results: readonly CheckResult[], style: Style): string {
  const [only] = results;
  if (only === undefined) return '';
  if (results.length === 1) return `${resultLines(only, style).join('\n')}\n`;
  const told = results.filter(({ verdict }) => verdict !== 'held');
  const rule = style.paint.quiet(style.glyphs.lying.repeat(Math.min(style.columns, 100)));
  const left = told.length - mostTold;
  const lines = [
    ...overviewLines(results, style),
    ...told.slice(0, mostTold).flatMap((result) => ['', rule, ...resultLines(result, style)]),
    ...(left > 0
      ? ['', style.paint.quiet(`and ${counted(left, 'more file')}: name it alone`)]
      : []),
  ];
  return `${lines.join('\n')}\n`;
}
