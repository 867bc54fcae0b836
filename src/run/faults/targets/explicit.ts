import type { NodeId } from '../../../base/units.ts';
import type { LinkSelector, NodeSelector } from '../../../scenario/selector.ts';
import type { Link } from '../../../world/verbs.ts';

/** A selector of exactly these nodes. */
export function theseNodes(nodes: readonly NodeId[]): NodeSelector {
  return {
    text: nodes.join(', '),
    terms: [{ amount: null, base: { kind: 'nodes', nodes } }],
    except: null,
  };
}

/** Selectors of exactly these links: one for each sender. */
export function theseLinks(links: readonly Link[]): readonly LinkSelector[] {
  const peers = new Map<NodeId, NodeId[]>();
  for (const { from, to } of links) {
    const known = peers.get(from);
    if (known === undefined) peers.set(from, [to]);
    else known.push(to);
  }
  return [...peers].map(([sender, receivers]) => {
    const [from, to] = [theseNodes([sender]), theseNodes(receivers)];
    return { text: `${from.text} -> ${to.text}`, from, to, both: false };
  });
}
