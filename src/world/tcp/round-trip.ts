import { rtoNs } from './settings.ts';

/** How long a sender waits for an acknowledgement: RFC 6298 as Linux does it, in whole nanoseconds. */
export class RoundTrip {
  /** The smoothed round-trip time; -1 before the first sample. */
  smoothedNs = -1;
  /** Its variation. */
  variationNs = 0;
  /** The timeout in force, backed off. */
  timeoutNs: number = rtoNs.initial;

  /** Takes a measured round trip: of a segment that was sent once, or of the sending that was answered. */
  sample(ns: number): void {
    if (this.smoothedNs < 0) {
      this.smoothedNs = ns;
      this.variationNs = Math.floor(ns / 2);
    } else {
      const apart = Math.abs(this.smoothedNs - ns);
      this.variationNs = Math.floor((3 * this.variationNs + apart) / 4);
      this.smoothedNs = Math.floor((7 * this.smoothedNs + ns) / 8);
    }
    // The floor is below the variation (Linux: __tcp_set_rto), not below the sum: however even the
    // round trips were, the next acknowledgement may be held back.
    const spread = Math.max(rtoNs.min, 4 * this.variationNs);
    this.timeoutNs = Math.min(rtoNs.max, this.smoothedNs + spread);
  }

  /** The timer ran out: it waits twice as long, until the next sample. */
  backOff(): void {
    this.timeoutNs = Math.min(rtoNs.max, this.timeoutNs * 2);
  }

  /** The opening had to be sent again: nothing was measured, and the first data waits longer. */
  openedSlowly(): void {
    this.timeoutNs = rtoNs.afterSlowStart;
  }
}
