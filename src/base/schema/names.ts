import type { Formula } from '../formula.ts';
import type { Distribution } from '../sampler/sampler.ts';
import type { NodeId } from '../units.ts';

/** What a name in a file stands for, or why it stands for nothing. */
export type Named<T> =
  | { readonly value: T }
  | {
      readonly problem: string;
      /** The text that was probably meant, as a file would write it. */
      readonly suggestion: string | null;
      /** In place of the code that the kind of value has, e.g. `E_UNKNOWN_NODE`. */
      readonly code?: string;
      readonly notes?: readonly string[];
    };

/**
 * A selector of nodes or links that was read. What it stands for may only be known while a scenario
 * runs, so down here it is no more than its text; who reads it gives more.
 */
export interface Selector {
  readonly text: string;
}

/** The port to the scenario: what the names in a file mean. Implemented by its loader. */
export interface Names {
  /** One node. */
  node(text: string): Named<NodeId>;
  /** Nodes by a selector without amounts and roles, in natural order. */
  nodes(text: string | readonly string[]): Named<readonly NodeId[]>;
  /** A preset of a distribution. */
  delay(word: string): Named<Distribution>;
  formula(text: string): Named<Formula>;
  /** An event that a program of the scenario declares, or one of the engine's. */
  event(text: string): Named<string>;
  selector(text: string | readonly string[]): Named<Selector>;
  link(text: string): Named<Selector>;
}
