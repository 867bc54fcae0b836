import { toNs } from '../../../base/quantity/quantity.ts';
import { closest } from '../../../base/text/suggest.ts';
import type { Scope } from '../../plan/check.ts';
import { nameProblem } from '../../vocabulary/name.ts';
import type { WorkloadPlan } from '../../plan/workload.ts';
import type { Section } from '../../section.ts';
import type { Spot } from '../../source/tree.ts';
import { readQuantityRange } from '../../values.ts';
import { Vocabulary } from '../../vocabulary/vocabulary.ts';
import type { PeopledContext } from '../context.ts';
import { programsOf } from '../nodes/drafts.ts';
import { readFixedNodes, readLinkSelector } from '../selectors.ts';
import { possibleNodes } from '../workloads/servers.ts';

const everything: Scope = { kind: 'all' };

/** The workload, and the operation of it, that a word names; undefined when it names none. */
function workloadScope(
  spot: Spot,
  word: string,
  workloads: readonly WorkloadPlan[],
  context: PeopledContext,
): Scope | undefined {
  const dot = word.indexOf('.');
  const id = dot < 0 ? word : word.slice(0, dot);
  if (!context.workloadIds.has(id)) return undefined;
  if (dot < 0) return { kind: 'workload', workload: id, op: null };
  const op = word.slice(dot + 1);
  const plan = workloads.find((workload) => workload.id === id);
  const known = opsOf(plan, context);
  if (plan !== undefined && !known.includes(op)) {
    context.problems.atValue(
      'E_UNKNOWN_OPERATION',
      spot,
      `the workload "${id}" makes no request "${op}"`,
      {
        meant: closest(op, known),
      },
    );
  }
  return { kind: 'workload', workload: id, op };
}

function opsOf(plan: WorkloadPlan | undefined, context: PeopledContext): readonly string[] {
  if (plan === undefined) return [];
  if (plan.arrival.kind === 'steps') return plan.arrival.steps.map(({ op }) => op);
  if (plan.ops.length > 0) return plan.ops.map(({ op }) => op);
  const asked = plan.to === null ? plan.from : possibleNodes(plan.to, context);
  const drafts = asked.flatMap((id) => context.draftOf.get(id) ?? []);
  return [...new Vocabulary(programsOf(new Set(drafts))).requests.keys()];
}

/** What a check or metric speaks of: a workload, an operation of one, nodes, or (metrics) links. */
export function readScope(
  section: Section,
  links: boolean,
  workloads: readonly WorkloadPlan[],
  context: PeopledContext,
): Scope {
  const spot = section.get('of');
  if (spot === undefined) return everything;
  const word = spot.tree.kind === 'scalar' ? spot.tree.text : '';
  if (links && word.includes('->')) {
    const selector = readLinkSelector(spot, context);
    return selector === undefined ? everything : { kind: 'links', selector };
  }
  const workload = workloadScope(spot, word, workloads, context);
  if (workload !== undefined) {
    if (context.draftOf.has(word) || context.world.groups.has(word)) {
      context.problems.atValue(
        'E_UNKNOWN_SCOPE',
        spot,
        `"${word}" is a workload and a node: one of them needs another name`,
      );
    }
    return workload;
  }
  if (isOfNoWorkload(spot, word, context)) return everything;
  const near = closest(word, context.workloadIds);
  if (near !== undefined && readsAsNothing(word, context)) {
    context.problems.atValue(
      'E_UNKNOWN_SCOPE',
      spot,
      `no workload and no node is called "${word}"`,
      { meant: near },
    );
    return everything;
  }
  const nodes = readFixedNodes(spot, context);
  return nodes === undefined
    ? everything
    : { kind: 'nodes', nodes, text: word === '' ? nodes.join(', ') : word };
}

/** Tells of `kv.read` that no workload is called kv: no name of a node holds a dot. */
function isOfNoWorkload(spot: Spot, word: string, context: PeopledContext): boolean {
  const [id = '', op, ...more] = word.split('.');
  if (op === undefined || more.length > 0 || nameProblem(id) !== null) return false;
  const near = closest(id, context.workloadIds);
  context.problems.atValue('E_UNKNOWN_SCOPE', spot, `no workload is called "${id}"`, {
    meant: near === undefined ? undefined : `${near}.${op}`,
  });
  return true;
}

function readsAsNothing(word: string, context: PeopledContext): boolean {
  return (
    /^[^\s,:*]+$/.test(word) &&
    !context.draftOf.has(word) &&
    !context.world.groups.has(word) &&
    word !== 'all'
  );
}

/** What the programs that a scope speaks of declare; of a workload or of all: everything. */
export function scopeVocabulary(scope: Scope, context: PeopledContext): Vocabulary {
  if (scope.kind !== 'nodes') return context.vocabulary;
  const drafts = new Set(scope.nodes.flatMap((id) => context.draftOf.get(id) ?? []));
  return new Vocabulary(programsOf(drafts));
}

/** A window of time, `25s..100s`; null when there is none, or it is wrong (told). */
export function readDuring(
  section: Section,
  context: PeopledContext,
): { readonly fromNs: number; readonly untilNs: number } | null {
  const spot = section.get('during');
  if (spot === undefined) return null;
  const range = readQuantityRange('duration', spot, context.problems);
  if (range === undefined) return null;
  const window = { fromNs: toNs(range.low), untilNs: toNs(range.high) };
  if (window.fromNs === window.untilNs) {
    context.problems.atValue('E_BOUND', spot, '`during` is a window such as 25s..100s');
  } else if (window.untilNs > context.durationNs) {
    context.problems.atValue('E_AFTER_END', spot, '`during` goes beyond the end of the run');
  }
  return window;
}
