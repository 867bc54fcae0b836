import { compareText } from '../base/order.ts';
import type { CheckReport, WitnessEvent } from '../run/report/report.ts';
import type { RunPlan } from '../scenario/scenario.ts';

/** What a node is, rather than which one: its program, or that it is a client. */
export type PartOf = (node: string) => string;

/** The parts of a run: a node is its program, or a client. */
export function partsOf({ nodes }: RunPlan): PartOf {
  const parts = new Map(nodes.map(({ id, program }) => [id, program?.name ?? 'client']));
  return (node) => parts.get(node) ?? node;
}

function kindOf({ node, type, event }: WitnessEvent, partOf: PartOf): string {
  const who = node === null ? '' : `${partOf(node)} `;
  return event === '' || event === type ? `${who}${type}` : `${who}${type} ${event}`;
}

/**
 * What makes two violations the same one: the check, and the kinds of events and parts of the
 * system in its witness; never which node, when, or how often.
 */
export function signatureOf(check: CheckReport, partOf: PartOf): string {
  const kinds = new Set(check.witness?.events.map((event) => kindOf(event, partOf)));
  const what = [...kinds].sort(compareText).join(', ');
  return what === '' ? `${check.check} ${check.verdict}` : `${check.check}: ${what}`;
}
