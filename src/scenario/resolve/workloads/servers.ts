import type { NodeId } from '../../../base/units.ts';
import { isRequest } from '../../../world/program/protocol.ts';
import type { NodeSelector } from '../../selector.ts';
import { type Spot } from '../../source/tree.ts';
import { Vocabulary } from '../../vocabulary/vocabulary.ts';
import type { NodeDraft, PeopledContext } from '../context.ts';
import { programsOf } from '../nodes/drafts.ts';

/** Every node that a selector of `to` may mean: of a role, all whose program declares it. */
export function possibleNodes(selector: NodeSelector, context: PeopledContext): readonly NodeId[] {
  const found = new Set<NodeId>();
  for (const { base } of selector.terms) {
    const nodes =
      base.kind === 'nodes' ? base.nodes : base.kind === 'role' ? holders(base.role, context) : [];
    for (const id of nodes) found.add(id);
  }
  for (const id of selector.except === null ? [] : possibleNodes(selector.except, context))
    found.delete(id);
  return context.world.nodes.filter((id) => found.has(id));
}

function holders(role: string, context: PeopledContext): readonly NodeId[] {
  return context.world.nodes.filter((id) => {
    const roles = context.draftOf.get(id)?.program?.contents.roles ?? {};
    return Object.hasOwn(roles, role);
  });
}

/** What the programs of some nodes serve. */
export function servedBy(nodes: Iterable<NodeId>, context: PeopledContext): Vocabulary {
  const drafts = [...nodes].flatMap((id) => context.draftOf.get(id) ?? []);
  return new Vocabulary(programsOf(new Set(drafts)));
}

/**
 * Tells of the first node that may be asked and whose program has no such request, when others have
 * it: nobody could answer there. What none of them serves is told elsewhere.
 */
export function demandServed(
  op: string,
  servers: readonly NodeId[],
  spot: Spot,
  context: PeopledContext,
): void {
  const serves = (id: NodeId): boolean => {
    const messages = context.draftOf.get(id)?.program?.contents.messages ?? {};
    const declared = Object.hasOwn(messages, op) ? messages[op] : undefined;
    return declared !== undefined && isRequest(declared);
  };
  const serving = servers.filter(serves);
  const lacking = servers.find((id) => !serves(id));
  if (lacking === undefined || serving.length === 0) return;
  const names = new Set(serving.map((id) => context.draftOf.get(id)?.name ?? id));
  context.problems.atValue(
    'E_UNKNOWN_OPERATION',
    spot,
    `"${lacking}" is asked too, and has no request "${op}"`,
    { notes: [`it is served by: ${[...names].join(', ')}`] },
  );
}

function selectorOf(drafts: readonly NodeDraft[]): NodeSelector {
  const nodes = drafts.flatMap((draft) => draft.members);
  const text = drafts.map((draft) => draft.name).join(', ');
  return { text, terms: [{ amount: null, base: { kind: 'nodes', nodes } }], except: null };
}

/**
 * Whom plain clients ask when the file does not say: the nodes of the only program that declares
 * the requests. Undefined when there is none or more than one, which is told at `spot`.
 */
export function defaultServers(
  wanted: readonly string[],
  spot: Spot,
  context: PeopledContext,
): NodeSelector | undefined {
  const serving = context.drafts.filter(({ program }) => {
    if (program === null) return false;
    const { requests } = new Vocabulary([program]);
    return wanted.length === 0 ? requests.size > 0 : wanted.every((op) => requests.has(op));
  });
  const programs = programsOf(serving);
  if (programs.length === 1) return selectorOf(serving);
  const what = wanted.length === 0 ? 'requests' : wanted.map((op) => `\`${op}\``).join(' and ');
  const message =
    programs.length === 0
      ? `no program here serves ${what}`
      : `several programs serve ${what}: say with \`to\` which one is asked`;
  context.problems.atKey(
    programs.length === 0 ? 'E_UNKNOWN_OPERATION' : 'E_WORKLOAD',
    spot,
    message,
    {
      notes:
        programs.length === 0 ? [] : [`they are: ${serving.map((draft) => draft.name).join(', ')}`],
    },
  );
  return undefined;
}
