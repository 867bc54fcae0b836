import type { Duration } from '../../base/units.ts';

/** What a program asks of its disk. */
export const diskOps = ['read', 'write', 'sync'] as const;
export type DiskOp = (typeof diskOps)[number];

/** One operation, as a rule sees it. */
export interface DiskOperation {
  readonly op: DiskOp;
  /** Null: a sync of all files. */
  readonly file: string | null;
  /** What it takes without faults; 0 on an ideal disk. */
  readonly takesNs: number;
}

/** What a rule may say of one operation. Every rule is asked; what they say is combined. */
export type DiskRuling =
  | 'pass'
  /** It waits until the rule is gone. */
  | 'stall'
  /** A sync reports success, and nothing lasts. */
  | 'lose'
  /** A sync fails once, and the cache forgets what it had to write: the next one finds nothing to do. */
  | 'drop'
  /** What a sync writes lands in the place of another file. */
  | 'misdirect'
  | { readonly fail: 'EIO' | 'ENOSPC' }
  | { readonly factor: number }
  | { readonly delay: Duration };

/** A fault at work on one disk. */
export interface DiskRule {
  /** The operations that it is about; null: those that the page cache does not serve. */
  readonly op: DiskOp | null;
  ask(operation: DiskOperation): DiskRuling;
}
