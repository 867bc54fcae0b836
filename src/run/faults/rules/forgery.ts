import type { MessageView } from '../../../world/network/rule.ts';
import type { Ruling } from '../../../world/verbs.ts';
import type { World } from '../../../world/world.ts';

/** Whether it puts another name on the envelope. */
export function isForgery(ruling: Ruling): boolean {
  return typeof ruling === 'object' && 'from' in ruling;
}

/** A connection counts what is said on it, and an authenticated link knows who says it. */
export function isForgeable({ role, fromIndex, toIndex }: MessageView, world: World): boolean {
  const way = world.network.way(fromIndex, toIndex) ?? [];
  return role === 'datagram' && !way.some(({ link }) => link.authenticated);
}
