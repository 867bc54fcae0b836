import { compactJson } from '../../base/json/json.ts';
import type { Run } from '../../run/report/report.ts';
import { isTarget, peerOf } from '../content/lanes.ts';
import { faultOf } from '../content/story-rows.ts';
import type { Diagram, MessageDrawing, RowDrawing } from './diagram.ts';
import type { Markup } from './markup.ts';

/** Whom a row is about: where it happened, the other ends of its messages, whom its fault strikes. */
function nodesOf(row: RowDrawing, place: number, run: Run, messages: readonly MessageDrawing[]) {
  const { event } = row;
  const fault = faultOf(event, run);
  const told = [
    event.node,
    peerOf(event, run.nodes)?.node,
    ...messages.flatMap(({ message, departs, arrives }) => {
      if (departs === place) return [message.from, message.to];
      return arrives === place ? [message.from, message.to] : [];
    }),
    ...run.nodes.filter((node) => fault !== undefined && isTarget(fault, node)),
  ];
  return run.nodes.filter((node) => told.includes(node));
}

/** The ids of checks with evidence that is shown. */
export function checksShown(run: Run): string[] {
  return run.checks
    .filter(({ witness }) => witness !== null && witness.events.length > 0)
    .map(({ id }) => id);
}

/** What a diagram shows, for the script of the page and for tools. */
function storyData(run: Run, { rows, messages, left }: Diagram) {
  const evidence = run.checks.map(({ id, witness }) => {
    return { id, seqs: new Set(witness?.events.map(({ seq }) => seq)) };
  });
  const { scenario, variant, cell, seed, checks } = run;
  return {
    scenario,
    variant,
    cell,
    seed,
    digest: run.trace.digest,
    checks: checks.map(({ id, verdict, expected, at }) => ({ id, verdict, expected, at })),
    rows: rows.map((row, place) => ({
      ...row.event,
      instant: row.instant,
      words: row.words.join(' '),
      nodes: nodesOf(row, place, run, messages),
      checks: evidence.flatMap(({ id, seqs }) => (seqs.has(row.event.seq) ? id : [])),
      causes: row.causes,
    })),
    messages: messages.map(({ message, departs, arrives }) => ({ ...message, departs, arrives })),
    left,
  };
}

/** The same as JSON that no text in it can end: a browser looks for tags in it, and for nothing else. */
export function storyJson(run: Run, diagram: Diagram): Markup {
  const json = compactJson(storyData(run, diagram)).replace(/</g, '\\u003c');
  return { markup: `<script type="application/json">${json}</script>` };
}
