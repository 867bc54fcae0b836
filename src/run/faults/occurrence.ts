import type { Stream } from '../../base/draw/draw.ts';
import { eventClass } from '../../engine/agenda.ts';
import type { Scheduled } from '../../engine/engine.ts';
import { isInstant } from '../../library/faults/define.ts';
import type { FaultPlan } from '../../scenario/plan/fault.ts';
import type { Undo } from '../../world/verbs.ts';
import { FaultVerbs } from './verbs/verbs.ts';
import type { VerbScene } from './verbs/scene.ts';
import { MessageMatch } from './rules/match.ts';
import { MessageDraws } from './rules/message-draws.ts';
import { runOwnCode } from './own-code.ts';
import type { Selection } from './targets/selection.ts';
import { Strike } from './strike.ts';
import { takeAim } from './targets/target.ts';
import type { Aimed } from './targets/target.ts';

/** What occurrences need of a run. */
export interface OccurrenceScene extends VerbScene {
  readonly selection: Selection;
  /** A strike is in effect, or is not any more. */
  began(strike: Strike): void;
  ended(strike: Strike): void;
}

/** One occurrence of a fault: from its begin to its end, in effect while its `while` holds. */
export class Occurrence {
  readonly #scene: OccurrenceScene;
  readonly #plan: FaultPlan;
  readonly #number: number;
  /** When it is to end; null: never. */
  readonly #endsNs: number | null;
  readonly #draws: MessageDraws;
  readonly #messages: Stream;
  #scheduledEnd: Scheduled | null = null;
  #aimed: Aimed | null = null;
  #match: MessageMatch | null = null;
  #strike: Strike | null = null;
  #verbs: FaultVerbs | null = null;
  #undos: readonly Undo[] = [];
  #isOver = false;
  readonly #onEnd: (ended: Occurrence) => void;
  /** Roles that nobody held when it was to strike. */
  vacant: readonly string[] = [];

  /** `onEnd` is called once, at its end. */
  constructor(
    scene: OccurrenceScene,
    plan: FaultPlan,
    number: number,
    endsNs: number | null,
    onEnd: (ended: Occurrence) => void,
  ) {
    const { engine } = scene.world;
    const stream = engine.draws.stream(`fault ${plan.id}`).child(`occurrence ${number}`);
    this.#scene = scene;
    this.#plan = plan;
    this.#number = number;
    this.#endsNs = endsNs;
    this.#onEnd = onEnd;
    this.#draws = new MessageDraws(stream.child('own'), () => engine.nowNs);
    this.#messages = stream.child('messages');
  }

  /** Messages that its `match` accepted, whatever the count asks. */
  get matched(): number {
    return this.#match?.seen ?? 0;
  }

  /** It is in effect now. */
  get isActive(): boolean {
    return this.#strike !== null;
  }

  /** Since when it has been in effect; -Infinity while it is not. */
  get sinceNs(): number {
    return this.#strike?.fromNs ?? -Infinity;
  }

  /** Begins, in effect if its `while` holds now. `isHealEnd`: `heal` ends it, in its own order. */
  begin(isOpen: boolean, isHealEnd: boolean): void {
    if (isOpen) this.open();
    if (isInstant(this.#plan.definition, this.#plan.match !== null)) return this.end();
    if (this.#endsNs === null || isHealEnd || this.#isOver) return;
    const { engine } = this.#scene.world;
    this.#scheduledEnd = engine.schedule(this.#endsNs, eventClass.faultEnd, () => this.end());
  }

  /** Its `while` holds: it takes effect. Its target is resolved the first time and then stays. */
  open(): void {
    if (this.#isOver || this.#strike !== null) return;
    const aimed = this.#aim();
    if (aimed.isEmpty) return;
    const { engine } = this.#scene.world;
    if (this.#match === null) this.#match = new MessageMatch(this.#plan, aimed.aim, this.#messages);
    else this.#match.restart();
    const { texts, nodes, targets } = aimed;
    const strike = new Strike({
      plan: this.#plan,
      occurrence: this.#number,
      targets: texts,
      nodes,
      fromNs: engine.nowNs,
      endsNs: this.#endsNs,
    });
    this.#strike = strike;
    this.#scene.began(strike);
    const over = (): void => {
      engine.schedule(engine.nowNs, eventClass.faultEnd, () => this.end());
    };
    const verbs = new FaultVerbs(this.#scene, strike, this.#match, this.#draws, over);
    this.#verbs = verbs;
    const { definition, params } = this.#plan;
    const undos = this.#own(() => definition.begin(verbs, targets, params), []);
    this.#undos = [...undos, verbs.begun()];
  }

  /** Its `while` does not hold any more: takes back its effect until it does. */
  close(): void {
    const strike = this.#strike;
    if (strike === null) return;
    this.#strike = null;
    this.#scene.ended(strike);
    // The first that was done is the last that is undone.
    for (const undo of this.#undos.toReversed()) this.#own(undo, undefined);
    this.#undos = [];
    this.#verbs?.ended();
  }

  /** Ends for good. */
  end(): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#scheduledEnd?.cancel();
    this.close();
    this.#onEnd(this);
  }

  #own<T>(code: () => T, instead: T): T {
    const { world } = this.#scene;
    return runOwnCode({ world, kind: this.#plan.kind }, code, instead);
  }

  #aim(): Aimed {
    if (this.#aimed !== null) return this.#aimed;
    const { selection, world } = this.#scene;
    const subject = `fault ${this.#plan.id} ${this.#number}`;
    const aimed = takeAim(this.#plan, world.ids, selection, subject);
    this.vacant = aimed.vacant;
    // Nobody held the role: there may be a holder when its `while` becomes true again.
    if (!aimed.isEmpty) this.#aimed = aimed;
    return aimed;
  }
}
