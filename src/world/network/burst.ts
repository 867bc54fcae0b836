/** Loss that comes in bursts (Gilbert 1960, Elliott 1963); shares of messages, in ppb. */
export interface BurstPlan {
  /** Of messages in good times, with which bad times begin. */
  readonly enterPpb: number;
  /** Of messages in bad times, with which they end. */
  readonly leavePpb: number;
  /** Of messages in bad times that are lost; in good times none is. */
  readonly lossPpb: number;
}

/**
 * Good and bad times of one directed link. Each message moves it on, by draws of its own, whether
 * anything else takes the message or not; so two runs that differ in one message soon agree again.
 */
export class Burst {
  readonly #enter: number;
  readonly #stay: number;
  readonly #loss: number;
  #isBad = false;

  constructor(plan: BurstPlan) {
    this.#enter = plan.enterPpb / 1e9;
    this.#stay = 1 - plan.leavePpb / 1e9;
    this.#loss = plan.lossPpb / 1e9;
  }

  /** The next message is sent: whether it is lost. `drawn` gives its two draws. */
  takes(drawn: (which: number) => number): boolean {
    // One draw for both ways: what is bad after the lesser share is so after the larger one too.
    this.#isBad = drawn(0) < (this.#isBad ? this.#stay : this.#enter);
    return this.#isBad && drawn(1) < this.#loss;
  }
}
