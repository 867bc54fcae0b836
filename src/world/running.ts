/**
 * The node whose program runs at this moment, if one does. Drains are synchronous, so there is at
 * most one; guards against the ambient world look here before they refuse anything.
 */
export const running: { node: string | null; log: ((line: string) => void) | null } = {
  node: null,
  log: null,
};
