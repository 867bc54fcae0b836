import { eventClass } from '../../engine/agenda.ts';
import type { Engine } from '../../engine/engine.ts';

/**
 * The kernel of a machine that is suspended as a whole: it does nothing, not even what the network
 * brings, until the machine goes on; then all of it at once, in order.
 */
export class SuspendedKernel {
  readonly #engine: Engine;
  /** Pauses that stop it. */
  #suspensions = 0;
  #waiting: (() => void)[] = [];
  #datagrams = 0;

  constructor(engine: Engine) {
    this.#engine = engine;
  }

  /** It stands still, or has not yet done what it could not do meanwhile. */
  get isFrozen(): boolean {
    return this.#suspensions > 0 || this.#waiting.length > 0;
  }

  /** Datagrams that wait for it. */
  get datagrams(): number {
    return this.#datagrams;
  }

  suspend(): void {
    this.#suspensions += 1;
  }

  resume(): void {
    this.#suspensions -= 1;
    if (this.#suspensions > 0 || this.#waiting.length === 0) return;
    this.#engine.schedule(this.#engine.nowNs, eventClass.delivery, () => this.#thaw());
  }

  /** Every pause is over at once: the process that they belonged to is gone. */
  resumeAll(): void {
    while (this.#suspensions > 0) this.resume();
  }

  /** Does something when the kernel goes on. */
  keep(work: () => void, isDatagram: boolean): void {
    if (isDatagram) this.#datagrams += 1;
    this.#waiting.push(work);
  }

  #thaw(): void {
    if (this.#suspensions > 0) return;
    const works = this.#waiting;
    this.#waiting = [];
    this.#datagrams = 0;
    for (const work of works) work();
  }
}
