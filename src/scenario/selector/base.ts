import type { NodeId } from '../../base/units.ts';
import { closest } from '../../base/text/suggest.ts';
import type { Base } from '../selector.ts';
import { type Span, trouble } from '../diagnostics/text-problem.ts';
import type { SelectorToken } from './lexer.ts';
import { amountWords, selectorWords } from './words.ts';
import { knownNames } from './known-names.ts';
import type { SelectorIndex } from './world.ts';

/** A selector that chooses nobody. */
export const nobody = { code: 'E_EMPTY_SELECTION' } as const;

const unknownCodes = { node: 'E_UNKNOWN_NODE', domain: 'E_UNKNOWN_DOMAIN' } as const;

/** True when a name fits a pattern in which `*` stands for any characters, also none. */
export function matchesGlob(pattern: string, name: string): boolean {
  const parts = pattern.split('*');
  const [first = ''] = parts;
  if (parts.length === 1) return pattern === name;
  const last = parts.at(-1) ?? '';
  if (!name.startsWith(first) || !name.endsWith(last)) return false;
  let at = first.length;
  for (const part of parts.slice(1, -1)) {
    const found = name.indexOf(part, at);
    if (found < 0) return false;
    at = found + part.length;
  }
  return at + last.length <= name.length;
}

function fixed(nodes: readonly NodeId[]): Base {
  return { kind: 'nodes', nodes };
}

/** The nodes that a glob means, or else the switches; gives up when there are none. */
export function globBase(token: SelectorToken, index: SelectorIndex, switches: boolean): Base {
  const named = (ids: readonly NodeId[]): readonly NodeId[] =>
    ids.filter((id) => matchesGlob(token.text, id));
  const nodes = named(index.world.nodes);
  if (nodes.length > 0) return fixed(nodes);
  const found = switches ? named(index.world.switches ?? []) : [];
  if (found.length === 0) {
    const notes = knownNames(index.world);
    trouble(token.span, `no node matches "${token.text}"`, null, { ...nobody, notes });
  }
  return fixed(found);
}

/** The nodes with a label, `tier:db`; gives up at a label that no node has. */
export function labelBase(kind: string, name: string, span: Span, index: SelectorIndex): Base {
  const label = `${kind}:${name}`;
  const standing = index.inDomains.get(label);
  if (standing?.length === 0) trouble(span, `no node is in ${label}`, null, nobody);
  if (standing !== undefined) return fixed(standing);
  const nodes = index.labelled.get(label);
  if (nodes !== undefined) return { kind: 'nodes', nodes, label };
  if (index.world.laterLabels?.has(label)) return { kind: 'nodes', nodes: [], label };
  const { labelled, inDomains, world } = index;
  const labels = [...labelled.keys(), ...inDomains.keys(), ...(world.laterLabels ?? [])];
  const sameKind = labels.filter((known) => known.startsWith(`${kind}:`));
  const near = closest(label, sameKind.length > 0 ? sameKind : labels) ?? null;
  if (sameKind.length > 0) {
    const [only = null, ...others] = sameKind;
    const meant = near ?? (others.length === 0 ? only : null);
    trouble(span, `no node has the label ${label}`, meant, nobody);
  }
  return trouble(span, `no node has a label "${kind}"`, near, nobody);
}

function refuseSpecial(token: SelectorToken): void {
  const { text, span } = token;
  if (amountWords.some((word) => word === text) || /^[0-9]+$/.test(text)) {
    trouble(span, `"${text}" is an amount and is followed by "of" and a name`);
  }
  if (selectorWords.some((word) => word === text)) {
    trouble(span, `a name is missing before "${text}"`);
  }
}

/** The nodes or the role that a bare name means; gives up at an unknown or ambiguous one. */
export function namedBase(token: SelectorToken, index: SelectorIndex, switches: boolean): Base {
  const { text, span } = token;
  const { world } = index;
  const group = world.groups.get(text);
  const isNode = index.nodes.has(text);
  const isRole = world.roles.has(text);
  if (isRole && (isNode || group !== undefined)) {
    trouble(span, `"${text}" is a node and a role: one of them needs another name`);
  }
  if (group !== undefined && isNode && !group.includes(text)) {
    trouble(span, `"${text}" is a node and a group: one of them needs another name`);
  }
  if (group !== undefined) return fixed(group);
  if (isNode) return fixed([text]);
  if (isRole) return { kind: 'role', role: text };
  if (index.switches.has(text)) {
    if (!switches) trouble(span, `"${text}" is a switch: it has links, and nothing runs on it`);
    return fixed([text]);
  }
  refuseSpecial(token);
  const inside = [...(world.domains?.keys() ?? [])].find((key) => key.endsWith(`:${text}`));
  if (inside !== undefined) trouble(span, `"${text}" is a domain, and nodes are wanted`, inside);
  const near = nearestName(text, index);
  const notes = near === null ? knownNames(world) : [];
  const what = world.what ?? 'node';
  return trouble(span, `unknown ${what} "${text}"`, near, { code: unknownCodes[what], notes });
}

/** The known name nearest to a misspelt one, or null. */
function nearestName(text: string, index: SelectorIndex): string | null {
  const { world } = index;
  const { groups, nodes, roles, switches = [] } = world;
  const names = [...groups.keys(), ...nodes, ...roles, ...switches, 'all', 'rest'];
  return closest(text, names) ?? null;
}
