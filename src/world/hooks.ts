import type { Value } from '../base/units.ts';
import type { ProcessChange } from './ports.ts';
import type { PortUse } from './network/port-packet.ts';
import type { MessageView } from './network/rule.ts';

/** Listeners of the world: the run's. Inside a step they are called right after the effect. */
export interface WorldHooks {
  observed(
    node: number,
    event: string,
    data: { readonly [field: string]: Value },
    seq: number,
    incarnation: number,
  ): void;
  pointReached(node: number, point: string, seq: number): void;
  processChanged(
    node: number,
    change: ProcessChange,
    why: string | null,
    seq: number,
    incarnation: number,
  ): void;
  /** Called for each message only while `watchMessages` is true. */
  messageSent(message: MessageView, seq: number): void;
  messageReceived(message: MessageView, seq: number): void;
  /** After an event, while `watchState` is true and `stateVersion` has changed. */
  stateChanged(): void;
  /** At the port of a directed link, by the names of its ends; only while `watchPorts` is true. */
  portUsed(from: string, to: string, use: PortUse, amount: number, tookNs: number): void;
  unhandled(node: number, kind: string): void;
  logged(node: number, line: string): void;
  /** What keeps a clock right has stepped it, or has changed its mind about it. */
  clockKept(
    node: number,
    how: { readonly [what: string]: Value },
    seq: number,
    incarnation: number,
  ): void;
  /** Something that a reader of the report should know. */
  noted(note: string): void;
}

/** Listeners that listen to nothing. */
export const silent: WorldHooks = {
  observed: () => undefined,
  pointReached: () => undefined,
  processChanged: () => undefined,
  messageSent: () => undefined,
  messageReceived: () => undefined,
  stateChanged: () => undefined,
  portUsed: () => undefined,
  unhandled: () => undefined,
  logged: () => undefined,
  clockKept: () => undefined,
  noted: () => undefined,
};
