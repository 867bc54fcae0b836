import {
  aFlag,
  aFunction,
  anything,
  demandDeclared,
  fieldsPart,
  listOf,
  mapOf,
  shapeOf,
  someText,
  wordOf,
} from '../../base/declaration.ts';
import type { Distribution } from '../../base/sampler/distribution.ts';
import { OwnCodeError } from '../../base/errors.ts';
import type { Fields, Infer } from '../../base/schema/description.ts';
import { valueText } from '../../base/schema/text.ts';
import type { Duration, NodeId, Value } from '../../base/units.ts';
import { type DiskOp, diskOps } from '../../world/disk/rule.ts';
import type { ClockVerbs } from '../../world/time/clock-verbs.ts';
import type { Random } from '../../world/program/node.ts';
import type { Link, Packet, Undo, WorldVerbs } from '../../world/verbs.ts';

/** What a fault has in its hands: the verbs of the world, a timer, and what a rule may look up. */
export interface FaultWorld extends WorldVerbs {
  /** Does something later, if the fault is still in effect then; the undo calls it off. */
  later(after: Duration, action: () => void): Undo;
  /**
   * The body of a packet in which one declared field, drawn, has another value of its domain; null
   * when no field has one. Only while a rule is asked about that packet.
   */
  corrupted(packet: Packet): Value | null;
  /**
   * Draws that a packet has in common with all that were sent over its link in the same stretch of
   * time, of such a length. Only while a rule is asked about it.
   */
  spell(packet: Packet, length: Duration): Random;
  /**
   * The body of a packet with another value in a declared field, given as a file writes it, and
   * signed anew by its sender where that had signed the old one; null when it has no such field.
   * Only while a rule is asked about that packet.
   */
  told(packet: Packet, field: string, value: Value): Value | null;
  /**
   * What a named lie of the sender's program makes of a packet; null when it leaves such ones
   * alone. Only while a rule is asked about that packet.
   */
  lie(packet: Packet, lie: string, accomplices: readonly NodeId[]): Said | null;
  /**
   * Sends a one-way packet to its receiver once more, so long from now. Only while a rule is asked
   * about it.
   */
  repeat(packet: Packet, after: Duration): void;
  /** The nodes that run the same program as this one, itself included, in natural order. */
  membersOf(node: NodeId): readonly NodeId[];
  /** One more draw of the latency of a packet's link. Only while a rule is asked about it. */
  latency(packet: Packet): Duration;
}

/** What a liar says in place of a packet: another body, or nothing. */
export type Said = { readonly body: Value } | 'nothing';

/** A recorded draw: a whole number from 0 up to, but not including, `options`. */
export type Choose = (options: number) => number;

/** How a fault on links chooses them itself, among the nodes of its target. */
export interface Arrangement {
  /** The parameter that asks for it; with it `target` names nodes, and means links among these. */
  readonly key: string;
  /** The links; `params` have the key. Nodes come in natural order. */
  links(nodes: readonly NodeId[], params: unknown, choose: Choose): readonly Link[];
}

/** What a kind of fault aims at: nodes, links, failure domains by name, or nothing. */
export type TargetKind = 'nodes' | 'links' | 'domains' | 'none';

/** What it aims at, after selectors, roles and draws were resolved. */
export type Targets<T extends TargetKind> = T extends 'nodes' | 'domains'
  ? readonly string[]
  : T extends 'links'
    ? readonly Link[]
    : readonly [];

/** The weakest system model that allows a fault. */
export interface Needs {
  readonly timing?: 'partially-synchronous' | 'asynchronous';
  readonly failures?: 'crash-recovery' | 'omission' | 'byzantine';
}

/**
 * Tells a node's clock before the run that the fault will come at an instant of true time, in ns.
 * Called when that instant and the nodes are certain from the file.
 */
export type Foretell = (clock: ClockVerbs, atNs: number, params: unknown) => void;

/** Something that fails and is repaired again and again: so does each entity of its kind. */
export interface Wear {
  /** What happens, in a word: it is part of the ids of its failures. */
  readonly name: string;
  /** A kind of domain, or `node`. */
  readonly kind: string;
  /** How often one that works fails: the time to it is exponentially distributed. */
  readonly perSecond: number;
  readonly lasts: Distribution;
  /** The kind of fault that it is, and its keys as a file writes them. */
  readonly fault: string;
  readonly params?: { readonly [key: string]: Value };
  /** Share of messages, of a fault on messages; all if it is not there. */
  readonly probabilityPpb?: number;
}

/** A fault with its types forgotten. */
export interface FaultDefinition {
  readonly kind: 'fault';
  readonly name: string;
  readonly summary: string;
  /** The section of the chapter that it is about. Users' own faults may leave it out. */
  readonly chapter: string | null;
  readonly params: Fields;
  readonly targets: TargetKind;
  readonly needs: Needs;
  /** What it needs beyond that with some parameters; null: nothing. */
  readonly needsMore: ((params: unknown) => Needs) | null;
  readonly weaker: readonly string[];
  /** Without `match` it is over as soon as it has begun. */
  readonly instant: boolean;
  /** The target may be left out (the params say whom it strikes). */
  readonly ownTarget: boolean;
  /** How it chooses its links among nodes; null: it takes those that `target` names. */
  readonly arrangement: Arrangement | null;
  /** Keys of which a scenario may write one, of each list. */
  readonly exclusive: readonly (readonly string[])[];
  /** Keys that change nothing beside what the others say; null: each of them always does. */
  readonly idleKeys: ((params: unknown) => readonly string[]) | null;
  /** What its keys say of things that wear out; null: it is no process of renewal but one fault. */
  readonly wears: ((params: unknown) => readonly Wear[]) | null;
  /**
   * What its keys speak of, beside nodes: a `field` of messages and what is said in it, or a `lie`
   * of programs.
   */
  readonly speaksOf: 'field' | 'lie' | null;
  /** It may strike inside a step, after a random effect (`inside: true`). */
  readonly insideStep: boolean;
  /** It acts on single messages: `match` and `probability` speak of messages. */
  readonly actsOnMessages: boolean;
  /** Its parameter `set` changes the settings of programs: it is read with their schemas. */
  readonly configures: boolean;
  /** Operations of a disk that it acts on: `match` speaks of these. None: it is about no disk. */
  readonly diskOps: readonly DiskOp[];
  /** A line of YAML that works. Users' own faults may leave it out. */
  readonly example: string | null;
  begin(
    world: FaultWorld,
    targets: readonly string[] | readonly Link[],
    params: unknown,
  ): readonly Undo[];
  /** Null: nobody can know of it before. */
  readonly foretell: Foretell | null;
}

/** A function of a definition, with the type of its parameters forgotten; null when there is none. */
function untyped<R>(
  of: ((params: never) => R) | null | undefined,
): ((params: unknown) => R) | null {
  return of === undefined || of === null ? null : (params) => of(params as never);
}

const faultParts = {
  name: someText,
  summary: someText,
  chapter: someText,
  params: fieldsPart,
  targets: wordOf(['nodes', 'links', 'domains', 'none']),
  needs: shapeOf({
    timing: wordOf(['partially-synchronous', 'asynchronous']),
    failures: wordOf(['crash-recovery', 'omission', 'byzantine']),
  }),
  needsMore: aFunction,
  weaker: listOf(someText),
  instant: aFlag,
  ownTarget: aFlag,
  arrangement: mapOf(anything),
  exclusive: listOf(listOf(someText)),
  idleKeys: aFunction,
  speaksOf: wordOf(['field', 'lie']),
  wears: aFunction,
  insideStep: aFlag,
  actsOnMessages: aFlag,
  configures: aFlag,
  diskOps: listOf(wordOf(diskOps)),
  foretell: aFunction,
  example: someText,
  begin: aFunction,
};

/** What `begin` gave back: what undoes the fault. Throws OwnCodeError when it is something else. */
function undosOf(name: string, undo: unknown): readonly Undo[] {
  if (!undo) return [];
  const undos: readonly unknown[] = Array.isArray(undo) ? undo : [undo];
  if (undos.every((one): one is Undo => typeof one === 'function')) return undos;
  const given = undo instanceof Promise ? 'a promise' : valueText(undo);
  throw new OwnCodeError(
    `\`begin\` of the fault ${name} gave back ${given}; a function that undoes it, a list of them, or nothing is wanted`,
  );
}

/** Makes a fault. When it strikes, how long and on whom is the scenario's business. */
export function defineFault<
  C extends Fields = {},
  const T extends TargetKind = 'none',
>(definition: {
  readonly name: string;
  readonly summary: string;
  /** For the library's own ones: the section of the chapter, and a line of YAML that works. */
  readonly chapter?: string;
  readonly example?: string;
  readonly params?: C;
  /** What it aims at. */
  readonly targets: T;
  /** The weakest system model that allows it; a run outside its declared model is `out-of-model`. */
  readonly needs: Needs;
  readonly needsMore?: (params: Infer<C>) => Needs;
  /** Kinds the shrinker may put in its place, mildest first. */
  readonly weaker?: readonly string[];
  /** An instant (a jump) rather than a condition (a pause): it has no duration. */
  readonly instant?: boolean;
  readonly ownTarget?: boolean;
  readonly arrangement?: Arrangement;
  readonly exclusive?: readonly (readonly string[])[];
  readonly idleKeys?: (params: Infer<C>) => readonly string[];
  readonly speaksOf?: 'field' | 'lie';
  /** Says what wears out: then each failure is a fault of its own, and `begin` is never called. */
  readonly wears?: (params: Infer<C>) => readonly Wear[];
  readonly insideStep?: boolean;
  readonly actsOnMessages?: boolean;
  readonly configures?: boolean;
  readonly diskOps?: readonly DiskOp[];
  /** What the world knows of it before it comes: a leap second is announced. */
  foretell?(clock: ClockVerbs, atNs: number, params: Infer<C>): void;
  /** Begins; what it returns is undone when the fault ends. */
  begin(world: FaultWorld, targets: Targets<T>, params: Infer<C>): Undo | readonly Undo[] | void;
}): FaultDefinition {
  demandDeclared('defineFault', definition, faultParts, ['name', 'targets', 'needs', 'begin']);
  return Object.freeze({
    kind: 'fault',
    name: definition.name,
    summary: definition.summary,
    chapter: definition.chapter ?? null,
    params: definition.params ?? {},
    targets: definition.targets,
    needs: definition.needs,
    needsMore: untyped(definition.needsMore),
    weaker: definition.weaker ?? [],
    instant: definition.instant ?? false,
    ownTarget: definition.ownTarget ?? false,
    arrangement: definition.arrangement ?? null,
    exclusive: definition.exclusive ?? [],
    idleKeys: untyped(definition.idleKeys),
    speaksOf: definition.speaksOf ?? null,
    wears: untyped(definition.wears),
    insideStep: definition.insideStep ?? false,
    actsOnMessages: definition.actsOnMessages ?? definition.targets === 'links',
    configures: definition.configures ?? false,
    diskOps: definition.diskOps ?? [],
    foretell: definition.foretell
      ? (clock: ClockVerbs, atNs: number, params: unknown): void =>
          definition.foretell?.(clock, atNs, params as Infer<C>)
      : null,
    example: definition.example ?? null,
    begin: (
      world: FaultWorld,
      targets: readonly NodeId[] | readonly Link[],
      params: unknown,
    ): readonly Undo[] =>
      undosOf(definition.name, definition.begin(world, targets as Targets<T>, params as Infer<C>)),
  });
}

/** Whether a fault is over as soon as it has begun. One with `match` waits for its messages. */
export function isInstant(definition: FaultDefinition, hasMatch: boolean): boolean {
  return definition.instant && !hasMatch;
}
