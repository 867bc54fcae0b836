import type { DependencyEdges } from './dependency-graph.ts';

/** The order of versions as far as it is known, and what else reads and writes show. */
export interface Dependencies {
  readonly edges: DependencyEdges;
  /** Whether the committed writes of every key are in one known order. */
  readonly isOrdered: boolean;
  /** Whether a micro-operation is a read whose answer a committed transaction got, and can be used. */
  isRead(micro: number): boolean;
  /** The write that a read returned; -1: the state before all writes, or nothing that is known. */
  sourceOf(read: number): number;
  /** Whether a committed write came later than the version that a read returned; false: not known. */
  isAfter(read: number, write: number): boolean;
}
