import { OwnCodeError } from '../../base/errors.ts';
import type { NodeId, Value } from '../../base/units.ts';
import { eventClass } from '../../engine/agenda.ts';
import type { WorkloadPlan } from '../../scenario/plan/workload.ts';
import { requestAttempt, type AttemptResult } from '../../world/calls/request.ts';
import type { World } from '../../world/world.ts';
import type { History, OpenAttempt } from '../history/history.ts';
import type { Recipient } from './recipient.ts';
import { isRetried, type Retries } from './retry.ts';

/** What is asked, by whom, of whom. */
export interface Asked {
  readonly client: NodeId;
  readonly number: number;
  readonly op: string;
  readonly body: object;
  readonly phase: 'main' | 'final-read';
  readonly recipient: Recipient;
  readonly retries: Retries;
}

/** One operation on its way through its attempts: retries after silence, redirects after hints. */
export class Operation {
  readonly #plan: WorkloadPlan;
  readonly #world: World;
  readonly #history: History;
  readonly #asked: Asked;
  readonly #done: () => void;
  #open: OpenAttempt | null = null;
  #body: object | null = null;
  #attempts = 0;
  #retried = 0;
  #redirected = 0;
  #reconnected = false;

  constructor(
    plan: WorkloadPlan,
    parts: { readonly world: World; readonly history: History },
    asked: Asked,
    done: () => void,
  ) {
    this.#plan = plan;
    this.#world = parts.world;
    this.#history = parts.history;
    this.#asked = asked;
    this.#done = done;
  }

  /** Makes the first attempt. */
  begin(): void {
    this.#asked.retries.began();
    this.#attempt(this.#asked.recipient.first(this.#asked.number));
  }

  #attempt(to: NodeId | null): void {
    const { client, number, op, phase } = this.#asked;
    this.#attempts += 1;
    const id = this.#id(number);
    const workload = this.#plan.id;
    this.#body ??= this.#copyFor(to ?? client);
    const body = this.#body;
    this.#open =
      this.#open === null
        ? this.#history.begin({ workload, client, number, op, body: body as Value, phase }, id, to)
        : this.#history.again(this.#open, id, to);
    requestAttempt(
      this.#world,
      { client, to, op, body, timeoutNs: this.#plan.timeoutNs, id },
      (result) => this.#ended(to, result),
    );
  }

  /**
   * A frozen copy, checked against what the server declares: what was asked never changes. Throws
   * OwnCodeError when it does not fit: a workload says by itself what it asks.
   */
  #copyFor(server: NodeId): object {
    const { op, body } = this.#asked;
    const machine = this.#world.machineOf(server);
    const declared = machine && this.#world.vocabulary.declared(this.#world.contentsOf(machine));
    try {
      return declared?.get(op)?.body.copy(body) ?? body;
    } catch (thrown) {
      if (!(thrown instanceof TypeError)) throw thrown;
      throw new OwnCodeError(
        `the workload ${this.#plan.kind} asks ${server} what it does not take: ${thrown.message}`,
        { cause: thrown },
      );
    }
  }

  /** What `request.id` shows to the program. */
  #id(number: number): string {
    const id = `${this.#plan.id}/${this.#asked.client}#${number}`;
    return this.#plan.retry.sameId || this.#attempts === 1 ? id : `${id}.${this.#attempts}`;
  }

  #ended(to: NodeId | null, { outcome, truth }: AttemptResult): void {
    const { recipient, op } = this.#asked;
    const hint = recipient.heard(op, to, outcome);
    const again = this.#redirect(hint) ?? this.#reconnect(to, outcome) ?? this.#retry(to, outcome);
    if (this.#open !== null) {
      this.#history.complete(this.#open, { outcome, truth, last: again === null });
    }
    if (again === null) {
      this.#done();
      return;
    }
    const { engine } = this.#world;
    engine.schedule(engine.nowNs + again.waitNs, eventClass.workload, () =>
      this.#attempt(again.to()),
    );
  }

  /** A hint is followed at once, but not in circles for ever. */
  #redirect(hint: NodeId | null): { waitNs: number; to: () => NodeId | null } | null {
    if (hint === null || this.#redirected >= this.#world.ids.length) return null;
    this.#redirected += 1;
    return { waitNs: 0, to: () => hint };
  }

  /**
   * A connection that was opened before the server was last started ends with a reset at its next
   * use. That says nothing of what is stored: the final read asks once more, on a new one.
   */
  #reconnect(
    to: NodeId | null,
    outcome: AttemptResult['outcome'],
  ): { waitNs: number; to: () => NodeId | null } | null {
    const isReset = outcome.status === 'unknown' && outcome.error === 'reset';
    if (this.#asked.phase !== 'final-read' || !isReset || this.#reconnected) return null;
    this.#reconnected = true;
    return { waitNs: 0, to: () => to };
  }

  #retry(
    to: NodeId | null,
    outcome: AttemptResult['outcome'],
  ): { waitNs: number; to: () => NodeId | null } | null {
    const { client, number, recipient, retries } = this.#asked;
    if (!isRetried(outcome)) return null;
    const next = recipient.next(to);
    // A dead client asks nobody again.
    if (!this.#world.isUp(client)) return null;
    const waitNs = retries.take(number, this.#retried + 1);
    if (waitNs === null) return null;
    this.#retried += 1;
    return { waitNs, to: () => next };
  }
}
