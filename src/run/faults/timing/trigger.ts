import type { Formula } from '../../../base/formula.ts';
import type { Value } from '../../../base/units.ts';
import { eventClass } from '../../../engine/agenda.ts';
import type { EventType } from '../../../engine/event.ts';
import type { FaultSeen, Seen } from '../../../library/checks/define.ts';
import type { NthRange, TriggerPlan } from '../../../scenario/plan/trigger.ts';
import type { LinkSelector, NodeSelector } from '../../../scenario/selector.ts';
import type { Moment } from '../../../scenario/sentence.ts';
import { globTest } from '../../../world/network/glob.ts';
import type { ProcessChange, World } from '../../../world/world.ts';
import type { RunEvents, Unsubscribe } from '../../events/events.ts';
import { FixedLinks, linksAskForRole, MovingLinks, NodeAim } from '../targets/aim.ts';
import type { LinkAim } from '../targets/aim.ts';
import type { Selection } from '../targets/selection.ts';
import type { SentenceWatch } from './sentence-watch.ts';

/** What triggers need of a run. */
export interface TriggerScene {
  readonly world: World;
  readonly events: RunEvents;
  readonly selection: Selection;
  readonly sentences: SentenceWatch;
  /** Partially synchronous: from when on the bounds hold; null when there is no such instant. */
  readonly gstNs: number | null;
}

/** How a process change is called where a scenario names an event. */
export const processEvents: { readonly [change in ProcessChange]: string } = {
  up: 'started',
  crashed: 'crashed',
  'program-error': 'crashed',
  exited: 'exited',
  paused: 'paused',
  resumed: 'resumed',
};

/** How a fault's edge is called where a scenario names an event. */
export const faultEvents = {
  began: 'fault-began',
  hit: 'fault-hit',
  ended: 'fault-ended',
} as const satisfies { readonly [edge in FaultSeen['edge']]: EventType };

const edgeOf = { begins: 'began', hits: 'hit', ends: 'ended' } as const;

/** When a trigger fires, and how often. */
export interface TriggerSetting {
  readonly plan: TriggerPlan;
  /** Most firings; null: no limit. */
  readonly times: number | null;
  /** Keys the draws of its selectors. */
  readonly subject: string;
  /** It counts only while this holds. */
  readonly isOpen: () => boolean;
  /** Waits for an instant that is known before; a fault begins there in natural order of ids. */
  readonly planned?: (atNs: number, action: () => void) => void;
  /**
   * What it sets off. For an observed event, a point or a message this runs inside the step, before
   * the node's next effect; for all else between steps, at the same instant.
   */
  readonly fire: () => void;
}

/** Waits for a sentence, moment, event, point or message, counts, and fires. */
export class Trigger {
  readonly #scene: TriggerScene;
  readonly #setting: TriggerSetting;
  readonly #nth: NthRange;
  #unsubscribe: Unsubscribe[] = [];
  #counted = 0;
  #fired = 0;
  #armed = false;
  /** How often it saw what it waits for, whatever the count asks. */
  seen = 0;

  constructor(scene: TriggerScene, setting: TriggerSetting) {
    this.#scene = scene;
    this.#setting = setting;
    const { plan, times } = setting;
    const nth = 'nth' in plan ? plan.nth : { first: 1, last: Infinity };
    // One number with several firings: that one, and each later one too.
    this.#nth = nth.first === nth.last && times !== 1 ? { first: nth.first, last: Infinity } : nth;
  }

  /** The first of what it counts that fires. */
  get first(): number {
    return this.#nth.first;
  }

  /** Begins to wait. */
  arm(): void {
    this.#armed = true;
    const { plan } = this.#setting;
    switch (plan.kind) {
      case 'sentences':
        return this.#armSentences(plan.sentences);
      case 'moment':
        return this.#armMoment(plan.moment);
      case 'event':
        return this.#armEvent(plan.event, plan.node, plan.where);
      case 'point':
        return this.#armPoint(plan.point, plan.node);
      case 'message':
        return this.#armMessage(plan.message, plan.link, plan.where, plan.phase);
    }
  }

  /** Waits no longer. */
  disarm(): void {
    this.#armed = false;
    for (const unsubscribe of this.#unsubscribe) unsubscribe();
    this.#unsubscribe = [];
  }

  /** Counts anew. */
  restart(): void {
    this.#counted = 0;
  }

  #armSentences(sentences: Extract<TriggerPlan, { kind: 'sentences' }>['sentences']): void {
    const { engine } = this.#scene.world;
    const heard = (holds: boolean): void => {
      if (holds) this.#count();
    };
    // Judged first when all processes have been booted: true at 0 counts as becoming true.
    const start = engine.schedule(engine.nowNs, eventClass.check, () => {
      const watched = this.#scene.sentences.watch(sentences, heard);
      this.#unsubscribe.push(() => watched.stop());
      heard(watched.holds);
    });
    this.#unsubscribe.push(() => start.cancel());
  }

  #armMoment(moment: Moment): void {
    const { events, gstNs } = this.#scene;
    const count = (): void => this.#count();
    switch (moment.kind) {
      case 'fault': {
        const edge = edgeOf[moment.edge];
        this.#unsubscribe.push(
          events.onFault(({ data }) => {
            if (data.id === moment.fault && data.edge === edge) this.#soon(count);
          }),
        );
        return;
      }
      case 'heal':
        this.#unsubscribe.push(events.onHeal(() => this.#soon(count)));
        return;
      case 'last-write':
        this.#unsubscribe.push(events.onLastWrite(() => this.#soon(count)));
        return;
      case 'gst':
        if (gstNs !== null) this.#at(gstNs, count);
        return;
      case 'time':
        this.#at(moment.atNs, count);
        return;
    }
  }

  #armEvent(event: string, node: NodeSelector | null, where: Formula | null): void {
    const { events, world } = this.#scene;
    const matches = globTest(event);
    const isMeant = this.#nodeTest(node);
    this.#unsubscribe.push(
      events.onObserved((index, name, data) => {
        if (matches(name) && isMeant(index) && accepts(where, data)) this.#count();
      }),
    );
    const ofEngine = (name: string, index: number, data: Value): void => {
      if (!matches(name) || !isMeant(index) || !accepts(where, data)) return;
      this.#soon(() => this.#count());
    };
    this.#unsubscribe.push(
      events.onProcess((index, change, why) =>
        ofEngine(processEvents[change], index, { change, why }),
      ),
      events.onFault(({ node: at, data }: Seen<FaultSeen>) => {
        const about = { id: data.id, fault: data.fault, targets: data.targets };
        ofEngine(faultEvents[data.edge], world.indexOf(at), about);
      }),
    );
  }

  #armPoint(point: string, node: NodeSelector | null): void {
    const isMeant = this.#nodeTest(node);
    this.#unsubscribe.push(
      this.#scene.events.onPoint((index, name) => {
        if (name === point && isMeant(index)) this.#count();
      }),
    );
  }

  #armMessage(
    message: string,
    link: LinkSelector | null,
    where: Formula | null,
    phase: 'sent' | 'received',
  ): void {
    const matches = globTest(message);
    const aim = link === null ? null : this.#linkAim(link);
    // A message counts once: not its retransmissions, nor the second copy that arrives.
    const arrived = new Set<number>();
    this.#unsubscribe.push(
      this.#scene.events.onMessage((when, seen) => {
        if (when !== phase || !matches(seen.kindName)) return;
        if (phase === 'sent' ? seen.attempt > 0 : arrived.has(seen.id)) return;
        if (aim !== null && !aim.has(seen.from, seen.to)) return;
        if (!accepts(where, seen.body)) return;
        if (phase === 'received') arrived.add(seen.id);
        this.#count();
      }),
    );
  }

  #nodeTest(selector: NodeSelector | null): (index: number) => boolean {
    if (selector === null) return () => true;
    const { selection, world } = this.#scene;
    const aim = new NodeAim(selector, selection, this.#setting.subject);
    return (index) => index >= 0 && aim.has(world.ids[index] as string);
  }

  #linkAim(selector: LinkSelector): LinkAim {
    const { selection } = this.#scene;
    const { subject } = this.#setting;
    return linksAskForRole(selector)
      ? new MovingLinks(selector, selection, subject)
      : new FixedLinks(selection.links(selector, subject).picked);
  }

  /** Between steps, as the next thing that begins at this instant. */
  #soon(action: () => void): void {
    const { engine } = this.#scene.world;
    engine.schedule(engine.nowNs, eventClass.faultBegin, () => {
      if (this.#armed) action();
    });
  }

  #at(atNs: number, action: () => void): void {
    const { engine } = this.#scene.world;
    const begin = (): void => {
      if (this.#armed) action();
    };
    const { planned } = this.#setting;
    if (planned === undefined) engine.schedule(atNs, eventClass.faultBegin, begin);
    else planned(atNs, begin);
  }

  #count(): void {
    const { times, isOpen, fire } = this.#setting;
    if (!isOpen()) return;
    this.seen += 1;
    this.#counted += 1;
    if (this.#counted < this.#nth.first || this.#counted > this.#nth.last) return;
    this.#fired += 1;
    // Disarmed first: what it sets off may make the same thing happen again.
    if (times !== null && this.#fired >= times) this.disarm();
    fire();
  }
}

/** Whether a `where` accepts the fields of an event or message. */
export function accepts(where: Formula | null, fields: Value): boolean {
  if (where === null) return true;
  if (typeof fields !== 'object' || fields === null || Array.isArray(fields)) return false;
  const named = fields as { readonly [field: string]: Value };
  return where.evaluate((name) => (Object.hasOwn(named, name) ? named[name] : undefined)) === true;
}
