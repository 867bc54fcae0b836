/** Told before every effect of every process: for who tries all places where a fault could strike. */
export interface EffectWatch {
  /** Inside the step. It may end or stop the process: the effect is then a ghost's. */
  before(node: number, boot: number): void;
}
