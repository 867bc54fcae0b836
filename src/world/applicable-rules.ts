import { globTest } from './link.ts';
import type { Message } from './message.ts';
import type { NetworkRule } from './rule.ts';

/** The rules that speak of a message: those between kernels have no kind to match. */
export function applicable(
  rules: readonly NetworkRule[],
  message: Message,
): readonly NetworkRule[] {
  if (rules.length === 0) return rules;
  const { role, kind } = message;
  return rules.filter(
    (rule) => rule.kind === null || (role !== 'control' && globTest(rule.kind)(kind.name)),
  );
}
