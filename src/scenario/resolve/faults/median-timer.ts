import type { Description } from '../../../base/schema/description.ts';
import { describeFields } from '../../../base/schema/fields.ts';
import { sortedBy } from '../../../base/order.ts';
import type { NodePlan } from '../../plan/node.ts';

/** What a swarm goes by when no program has a timer: 1 s. */
const withoutTimersNs = 1_000_000_000;

function members(value: unknown): readonly (readonly [string, unknown])[] {
  return typeof value === 'object' && value !== null ? Object.entries(value) : [];
}

/** Every length of time among settings, in ns; those of 0 switch something off. */
function lengthsIn(description: Description | null | undefined, value: unknown): readonly number[] {
  switch (description?.word) {
    case 'duration':
      return typeof value === 'number' && value > 0 ? [value] : [];
    case 'object':
      return members(value).flatMap(([key, one]) => lengthsIn(description.fields?.[key], one));
    case 'list':
    case 'map':
      return members(value).flatMap(([, one]) => lengthsIn(description.of, one));
    default:
      return [];
  }
}

/**
 * The median of all lengths of time in the settings of all nodes, each node's counted: what the
 * programs call a timeout, a lease, a heartbeat. Of an even number the lower; 1 s without any.
 */
export function medianTimerNs(nodes: readonly NodePlan[]): number {
  const lengths = nodes.flatMap(({ program, config }) =>
    program === null ? [] : lengthsIn(describeFields(program.contents.config), config),
  );
  const sorted = sortedBy(lengths, (length) => length);
  return sorted[Math.floor((sorted.length - 1) / 2)] ?? withoutTimersNs;
}
