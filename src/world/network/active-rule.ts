import { globTest } from './glob.ts';
import type { MessageView, NetworkRule } from './rule.ts';

/** A rule in force. */
export class ActiveRule {
  readonly rule: NetworkRule;
  /** It is in force no more. */
  isOver = false;
  /** Null: of all kinds. */
  readonly #isKind: ((kind: string) => boolean) | null;

  constructor(rule: NetworkRule) {
    this.rule = rule;
    this.#isKind = rule.kind === null ? null : globTest(rule.kind);
  }

  /** Whether it speaks of a message: those between kernels have no kind to match. */
  speaksOf({ role, kindName }: MessageView): boolean {
    return this.#isKind === null || (role !== 'control' && this.#isKind(kindName));
  }
}
