import type { Formula } from '../../base/formula.ts';
import type { LinkSelector, NodeSelector } from '../selector.ts';
import type { Moment, Sentence } from '../sentence.ts';

/** Which of several, counted from 1; `last` is Infinity for an open range. */
export interface NthRange {
  readonly first: number;
  readonly last: number;
}

export type TriggerPlan =
  | { readonly kind: 'sentences'; readonly sentences: readonly Sentence[] }
  | { readonly kind: 'moment'; readonly moment: Moment }
  | {
      readonly kind: 'event';
      /** Exact or glob; an event of a program or one of the engine's. */
      readonly event: string;
      readonly node: NodeSelector | null;
      readonly nth: NthRange;
      readonly where: Formula | null;
    }
  | {
      readonly kind: 'point';
      readonly point: string;
      readonly node: NodeSelector | null;
      readonly nth: NthRange;
    }
  | {
      readonly kind: 'message';
      readonly message: string;
      readonly link: LinkSelector | null;
      readonly nth: NthRange;
      readonly where: Formula | null;
      readonly phase: 'sent' | 'received';
    };
