import type { NodeStart } from '../../world/node-start.ts';

/** A node of a scenario; its `config` was read by its program's schema, and is frozen. */
export interface NodePlan extends NodeStart {
  /** The name in the file when the node is a member of a group (`count`), else null. */
  readonly group: string | null;
}
