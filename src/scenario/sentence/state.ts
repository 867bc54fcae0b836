import type { NodeId } from '../../base/units.ts';

/** What sentences ask of a run, at the instant at which they are judged. */
export interface SentenceState {
  /** Every node, in natural order. */
  readonly nodes: readonly NodeId[];
  /** Its process runs, paused or not. */
  isUp(id: NodeId): boolean;
  isPaused(id: NodeId): boolean;
  /** Both are up and not paused, and a message can pass both ways between them. */
  isConnected(a: NodeId, b: NodeId): boolean;
  /** Its clock is synchronised. */
  isSynced(id: NodeId): boolean;
  /** It holds the role: among these nodes (`leader of raft`), or among all when null. */
  holdsRole(role: string, id: NodeId, among: readonly NodeId[] | null): boolean;
  isFaultActive(id: string): boolean;
  /** The instant `heal` has come. */
  readonly healed: boolean;
}
