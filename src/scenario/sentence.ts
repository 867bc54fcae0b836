import type { NodeSelector } from './selector.ts';

/** States that a sentence may speak of. */
export const stateWords = ['up', 'down', 'paused', 'connected', 'synced'] as const;

/** A sentence that is true or false at each instant: `majority of raft is connected`. */
export type Sentence =
  | {
      readonly kind: 'state';
      readonly text: string;
      readonly who: NodeSelector;
      readonly negated: boolean;
      readonly state: (typeof stateWords)[number] | { readonly role: string };
    }
  | {
      readonly kind: 'fault-active';
      readonly text: string;
      readonly fault: string;
      readonly negated: boolean;
    }
  | { readonly kind: 'healed'; readonly text: string; readonly negated: boolean };

/** A word for an instant: `gc begins`, `heal`, `last-write`, `10m`. */
export type Moment =
  | {
      readonly kind: 'fault';
      readonly text: string;
      readonly fault: string;
      readonly edge: 'begins' | 'hits' | 'ends';
    }
  | { readonly kind: 'heal'; readonly text: string }
  | { readonly kind: 'gst'; readonly text: string }
  | { readonly kind: 'last-write'; readonly text: string }
  | { readonly kind: 'time'; readonly text: string; readonly atNs: number };
