import { purpose } from '../../base/draw/draw.ts';
import type { Stream } from '../../base/draw/draw.ts';
import type { NodeId, Value } from '../../base/units.ts';
import { eventClass } from '../../engine/agenda.ts';
import type { Happening } from '../../engine/agenda.ts';
import type { Engine } from '../../engine/engine.ts';
import type { ActiveRule } from './active-rule.ts';
import type { Onward } from './departures.ts';
import type { Kind } from '../message/kind.ts';
import type { Fabric } from './fabric.ts';
import type { Held } from './holds.ts';
import type { Wire } from './link.ts';
import type { Message } from '../message/message.ts';
import type { LossCause, Role } from '../ports.ts';
import { PortPacket } from './port-packet.ts';
import type { PortWatch } from './port-packet.ts';
import type { Passage } from './stages.ts';
import { cutNow, holderOf } from './stages.ts';
import type { Delay } from './travel-time.ts';

/** What a journey asks of the network. */
export interface JourneyScene {
  readonly engine: Engine;
  readonly fabric: Fabric;
  readonly portWatch: PortWatch;
  /** The stages of a wire, up to delay; `onward` is called for what is left, and each duplicate. */
  judge(message: Message, wire: Wire, passage: Passage, onward: Onward): void;
  /** Makes the rules of a wire those in force. */
  refresh(wire: Wire): void;
  hold(held: Held): void;
  lose(message: Message, cause: LossCause, where: Wire | null): void;
  /** It has come to its receiver's last wire's end. */
  arrive(message: Message): void;
}

const nothing = (): void => undefined;

/**
 * A message on its way through switches: sent and judged anew at each hop, by draws of that hop's
 * wire. It seeks its way at each switch, as packets do; so a new route holds for what is under way.
 */
export class Journey implements Happening, Passage {
  readonly #scene: JourneyScene;
  #message: Message;
  #wire: Wire;
  readonly sentAtNs: number;
  /** Its wire carries what others send too, at that instant and with that ordinal on their links. */
  readonly ordinal: number;
  /** It has been let go by a hold at arrival: it is not judged again. */
  #cleared = false;
  /** To be called once it has left the switch where its wire begins, or is lost there. */
  #gone: () => void = nothing;
  /** It takes up room where its wire ends. */
  #hasRoom = false;

  private constructor(scene: JourneyScene, message: Message, wire: Wire, sentAtNs: number) {
    this.#scene = scene;
    this.#message = message;
    this.#wire = wire;
    this.sentAtNs = sentAtNs;
    this.ordinal = message.link.markOf(message.ordinal);
  }

  /**
   * Sends a message from a place on towards its receiver; `more` delays it beyond its next wire.
   * `gone` is called once, when it has left the place or is lost there.
   */
  static send(
    scene: JourneyScene,
    message: Message,
    from: number,
    more: Delay | null,
    gone: () => void = nothing,
  ): void {
    const wire = scene.fabric.take(from, message);
    if (wire === null) {
      scene.lose(message, 'unreachable', null);
      return gone();
    }
    const journey = new Journey(scene, message, wire, scene.engine.nowNs);
    let tells = gone;
    scene.judge(message, wire, journey, (one, hop, holder) => {
      const copy = journey.#of(one);
      // Of several copies the first takes its place; a switch makes the others.
      copy.#gone = tells;
      tells = nothing;
      copy.#queue(more === null ? hop : (leftNs) => more(hop(leftNs)), holder);
    });
    tells();
  }

  /** The same hop of another copy, or of what corruption has made of the message. */
  #of(message: Message): Journey {
    if (message === this.#message) return this;
    return new Journey(this.#scene, message, this.#wire, this.sentAtNs);
  }

  #queue(delay: Delay, holder: ActiveRule | null): void {
    const { port } = this.#wire;
    if (port === null) return this.#leave(delay, holder);
    const exit = {
      left: () => {
        this.#hasRoom = port.hasCredits;
        this.#leave(delay, holder);
      },
      dropped: (why: LossCause) => {
        this.#scene.lose(this.#message, why, this.#wire);
        this.#gone();
      },
    };
    new PortPacket(this.#wire, port, this.#message, this.#scene.portWatch, exit).offer();
  }

  #leave(delay: Delay, heldBy: ActiveRule | null): void {
    this.#scene.refresh(this.#wire);
    const holder = heldBy && holderOf(this.#wire, this);
    if (holder !== null) this.#hold(holder, () => this.#travel(delay));
    else this.#travel(delay);
    this.#gone();
  }

  #hold(by: ActiveRule, go: () => void): void {
    const lost = (): void => this.#makeRoom();
    this.#scene.hold({ message: this.#message, wire: this.#wire, passage: this, by, go, lost });
  }

  /** Where its wire ends it takes up no room any more. */
  #makeRoom(): void {
    if (this.#hasRoom) this.#wire.port?.giveBack();
    this.#hasRoom = false;
  }

  #travel(delay: Delay): void {
    const { engine } = this.#scene;
    engine.agenda.push(delay(engine.nowNs), eventClass.delivery, this);
  }

  /** It would arrive at the end of its wire. */
  happen(): void {
    const wire = this.#wire;
    this.#scene.refresh(wire);
    if (!this.#cleared) {
      const cut = cutNow(wire, this);
      if (cut !== null) {
        this.#scene.lose(this.#message, cut, wire);
        return this.#makeRoom();
      }
      const holder = holderOf(wire, this);
      if (holder !== null) return this.#hold(holder, () => this.#comeAgain());
    }
    this.#goOn();
  }

  /** In an event of its own: what ends at this instant ends before anything arrives. */
  #comeAgain(): void {
    const { engine } = this.#scene;
    this.#cleared = true;
    engine.agenda.push(engine.nowNs, eventClass.delivery, this);
  }

  #goOn(): void {
    this.#cleared = true;
    const message = this.#message;
    const wire = this.#wire;
    if (wire.to === message.toIndex) {
      this.#scene.arrive(message);
      return this.#makeRoom();
    }
    const inbox = this.#hasRoom ? wire.inbox : null;
    if (inbox === null) return Journey.send(this.#scene, message, wire.to, null);
    inbox.enter((gone) => Journey.send(this.#scene, message, wire.to, null, gone));
  }

  get id(): number {
    return this.#message.id;
  }

  get attempt(): number {
    return this.#message.attempt;
  }

  get part(): number {
    return this.#message.part;
  }

  get onConnection(): boolean {
    return this.#message.onConnection;
  }

  get originIndex(): number {
    return this.#message.originIndex;
  }

  get originNs(): number {
    return this.#message.originNs;
  }

  get lineage(): number {
    return this.#message.lineage;
  }

  get role(): Role {
    return this.#message.role;
  }

  get kind(): Kind {
    return this.#message.kind;
  }

  get kindName(): string {
    return this.#message.kindName;
  }

  get body(): Value {
    return this.#message.body;
  }

  get fromIndex(): number {
    return this.#wire.from;
  }

  get toIndex(): number {
    return this.#wire.to;
  }

  get from(): NodeId {
    return this.#wire.fromId;
  }

  get to(): NodeId {
    return this.#wire.toId;
  }

  draw(stream: Stream): number {
    return stream
      .child(this.#wire.name)
      .at(purpose.loss, this.originNs, this.ordinal, this.lineage);
  }

  drawForAll(stream: Stream): number {
    return stream.child(this.#wire.name).at(purpose.loss, this.originNs, this.ordinal, 0);
  }
}
