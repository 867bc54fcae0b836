import type { NodeId } from '../base/units.ts';

/** How many of a base are taken, when not all. */
export type Amount =
  | { readonly kind: 'count'; readonly count: number }
  | { readonly kind: 'share'; readonly ppb: number }
  | { readonly kind: 'minority' }
  | { readonly kind: 'majority' }
  | { readonly kind: 'role'; readonly role: string };

/** What a term speaks of. Names, groups, globs, labels and `all` are resolved to nodes at load. */
export type Base =
  | {
      readonly kind: 'nodes';
      readonly nodes: readonly NodeId[];
      /** `version:v2`: whoever has that label at the time; at the beginning `nodes` have it. */
      readonly label?: string;
    }
  | { readonly kind: 'rest' }
  | { readonly kind: 'role'; readonly role: string };

/** `[amount of] base`. */
export interface Term {
  readonly amount: Amount | null;
  readonly base: Base;
}

/** Terms, less those of `except`. Resolved when a fault begins, in natural order of names. */
export interface NodeSelector {
  readonly text: string;
  readonly terms: readonly Term[];
  readonly except: NodeSelector | null;
}

/** Directed pairs of nodes. */
export interface LinkSelector {
  readonly text: string;
  readonly from: NodeSelector;
  readonly to: NodeSelector;
  /** `<->`: both directions. */
  readonly both: boolean;
}

/** Whom a fault strikes. */
export type Target =
  | { readonly kind: 'nodes'; readonly selector: NodeSelector }
  | { readonly kind: 'links'; readonly selector: LinkSelector }
  /** A list of links, each written for itself: all of them together. */
  | { readonly kind: 'several'; readonly selectors: readonly LinkSelector[] }
  /** Failure domains, by their names. */
  | { readonly kind: 'domains'; readonly selector: NodeSelector }
  | { readonly kind: 'none' };
