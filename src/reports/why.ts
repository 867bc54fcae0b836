import { printInstant } from '../base/time.ts';
import type { TraceEvent } from '../engine/event.ts';
import type { BlamePoint } from '../search/why/blame.ts';
import type { Necessity } from '../search/why/necessity.ts';
import type { WhyReport } from '../search/why/why.ts';
import type { RenderOptions } from './define.ts';
import { happened } from './phrase.ts';
import { counted, grouped } from './content/count.ts';
import { paragraph, type Style, styleOf } from './text/style.ts';

const barCells = 40;
const mostPoints = 24;

function eventText(event: TraceEvent, units: WhyReport['units']): string {
  const { at, node, type, name, peer, incarnation, seq, data } = event;
  const from = type === 'delivered' && peer !== null ? ` from ${peer}` : '';
  const told = { seq, at, node, incarnation, type, event: name ?? '', data };
  const { what, rest } = happened(told, units);
  const details = type === 'delivered' ? `${name ?? ''}${from}` : rest;
  return `${printInstant(at)}  ${node ?? ''}  ${type === 'delivered' ? 'receives' : what} ${details}`.trimEnd();
}

function namesOf(all: readonly Necessity[], kind: Necessity['kind'], necessary: boolean): string[] {
  return all
    .filter((one) => one.kind === kind && one.necessary === necessary)
    .map(({ name }) => name);
}

function necessityLines({ necessities }: WhyReport, style: Style): string[] {
  const say = (kind: Necessity['kind'], noun: string): string[] => {
    const [needed, not] = [namesOf(necessities, kind, true), namesOf(necessities, kind, false)];
    if (needed.length + not.length === 0) return [];
    const rest = not.length === 0 ? '' : `; it happens without ${not.join(', ')} too`;
    const what = needed.length === 0 ? 'none by itself' : needed.join(', ');
    return paragraph(`${noun} it cannot do without: ${what}${rest}`, style, 2, 4);
  };
  const lines = [...say('fault', 'faults'), ...say('message', 'messages')];
  return lines.length === 0 ? [] : ['', style.paint.strong('What it needs'), ...lines];
}

function pastLines({ past, units }: WhyReport, style: Style): string[] {
  if (past.events === 0) {
    const none = 'The violation names no event of the run, so there is nothing to go back from.';
    return ['', style.paint.strong('Its past'), ...paragraph(none, style, 2)];
  }
  const said = `${counted(past.events, 'event')} of ${grouped(past.of)} may have had a part in it; the last that tell something:`;
  return [
    '',
    style.paint.strong('Its past'),
    ...paragraph(said, style, 2),
    ...past.last.flatMap((event) => paragraph(eventText(event, units), style, 4, 8)),
  ];
}

function pointLine({ at, of, failing }: BlamePoint, isDeciding: boolean, style: Style): string {
  const share = of === 0 ? 0 : failing / of;
  const cells = Math.round(share * barCells);
  const bar = '#'.repeat(cells).padEnd(barCells);
  const text = `  ${printInstant(at).padStart(10)}  ${bar} ${String(Math.round(share * 100)).padStart(3)} %`;
  return isDeciding ? style.paint.bad(`${text}  <`) : text;
}

/** One line for a curve that is level; else a line for each of its points, or of some of many. */
function curveLines({ points, deciding }: WhyReport['blame'], style: Style): string[] {
  const [first, last] = [points[0], points.at(-1)];
  if (first === undefined || last === undefined) return [];
  const isLevel = points.every(({ of, failing }) => of === first.of && failing === first.failing);
  if (isLevel && points.length > 1 && first.of > 0) {
    const share = Math.round((first.failing / first.of) * 100);
    const said = `${share} % at each of ${points.length} instants from ${printInstant(first.at)} to ${printInstant(last.at)}`;
    return paragraph(said, style, 4);
  }
  const stride = Math.ceil(points.length / mostPoints);
  return points
    .filter((point, nth) => nth % stride === 0 || point.at === deciding?.untilNs)
    .map((point) => pointLine(point, point.at === deciding?.untilNs, style));
}

function blameLines({ blame, deciding, units }: WhyReport, style: Style): string[] {
  const [first] = blame.points;
  if (first === undefined) return [];
  const said = `How often it still happens when everything from that instant on is drawn anew, of ${first.of} futures each:`;
  const at = blame.deciding;
  const decided =
    at === null
      ? 'Nothing decides it: it happens as often whatever is drawn anew.'
      : `It is decided between ${printInstant(at.fromNs)} and ${printInstant(at.untilNs)}${deciding.length === 0 ? '.' : ':'}`;
  return [
    '',
    style.paint.strong('When it was decided'),
    ...paragraph(said, style, 2),
    ...curveLines(blame, style),
    ...paragraph(decided, style, 2),
    ...deciding.flatMap((event) => paragraph(eventText(event, units), style, 4, 8)),
  ];
}

/** Why a check was violated, for people; ends with a line feed. */
export function whyText(report: WhyReport, options: RenderOptions = {}): string {
  const style = styleOf(options);
  const { scenario, variant, seed, check, at, why } = report;
  const name = [scenario, variant, seed].filter((part) => part !== null).join('/');
  const when = at === null ? '' : ` at ${printInstant(at)}`;
  return `${[
    style.paint.bad(`${name}: ${check} is violated${when}`),
    ...(why === null ? [] : paragraph(why, style, 2)),
    ...necessityLines(report, style),
    ...pastLines(report, style),
    ...blameLines(report, style),
  ].join('\n')}\n`;
}
