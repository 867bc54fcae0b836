import type { ActiveRule } from './active-rule.ts';
import type { Burst } from './burst.ts';
import type { Inbox } from '../queue/inbox.ts';
import type { Port } from '../queue/port.ts';

/** Words between kernels have ordinals from here on. */
const firstWord = 1_048_576;

export const noRules: readonly ActiveRule[] = [];

/** What few of many wires have: what faults did to them, a queue, bursts, words between kernels. */
export class WireState {
  name: string | null = null;
  rules = noRules;
  rulesVersion = 0;
  cuts = 0;
  port: Port | null = null;
  inbox: Inbox | null = null;
  burst: Burst | null = null;
  #wordNs = -1;
  #wordOrdinal = 0;

  nextWordOrdinal(nowNs: number): number {
    if (nowNs === this.#wordNs) return ++this.#wordOrdinal;
    this.#wordNs = nowNs;
    this.#wordOrdinal = firstWord;
    return firstWord;
  }
}
