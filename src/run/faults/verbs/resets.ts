import type { NodeId } from '../../../base/units.ts';
import type { VerbScene } from './scene.ts';
import type { MessageMatch } from '../rules/match.ts';
import type { Strike } from '../strike.ts';

/** Breaks the connections that two nodes have with each other, or the share of them that a strike takes. */
export function resetBetween(
  { world, verbs, model, hitLink }: Pick<VerbScene, 'world' | 'verbs' | 'model' | 'hitLink'>,
  strike: Strike,
  match: MessageMatch,
  [one, other]: readonly [NodeId, NodeId],
): void {
  model.reset(strike);
  const open = verbs.connections(world.indexOf(one), world.indexOf(other));
  if (open.length === 0) strike.idle.push(`${one} and ${other} had no connection`);
  for (const connection of open) {
    const [from, to] = [connection.machineAt(0).id, connection.machineAt(1).id];
    const { openedAtNs, ordinal } = connection;
    if (!match.takesConnection(`connection ${from} -> ${to}`, openedAtNs, ordinal)) continue;
    connection.reset();
    hitLink(strike, from, to);
  }
}
