/** Duplicate acknowledgements that mean a loss, where enough is under way to bring them. */
const lossSign = 3;

/** What an acknowledgement asks of its sender. */
export type Advice = 'go-on' | 'resend-first';

/**
 * How much may be under way: slow start and congestion avoidance (RFC 5681, counting the bytes that
 * are acknowledged, RFC 3465), limited transmit (RFC 3042), early retransmit (RFC 5827), fast
 * recovery as NewReno has it (RFC 6582).
 */
export class Congestion {
  readonly #mss: number;
  readonly #isFast: boolean;
  readonly #initialBytes: number;
  /** Bytes that may be under way. */
  windowBytes: number;
  thresholdBytes = Infinity;
  isRecovering = false;
  #duplicates = 0;
  /** Acknowledgements up to here still speak of the last loss: it is not counted twice. */
  #recover = 0;
  #acked = 0;
  /**
   * Segments that slow start grows by for one acknowledgement. After a timeout it is one (RFC 3465, 2.3):
   * much of what is acknowledged then had left the network long before.
   */
  #mostPerAck = 2;

  /** `isFast`: duplicate acknowledgements send again before the timer does. */
  constructor(mss: number, initialSegments: number, isFast: boolean) {
    this.#mss = mss;
    this.#isFast = isFast;
    this.#initialBytes = mss * initialSegments;
    this.windowBytes = this.#initialBytes;
  }

  /** Bytes that may be under way now: each duplicate says that a segment has left the network. */
  get allowanceBytes(): number {
    if (this.isRecovering || !this.#isFast) return this.windowBytes;
    return this.windowBytes + Math.min(2, this.#duplicates) * this.#mss;
  }

  /** Bytes up to `upTo` are acknowledged for the first time; `flight` were under way before. */
  acknowledged(bytes: number, upTo: number, flight: number): Advice {
    this.#duplicates = 0;
    if (!this.isRecovering) {
      // A window that is not used says nothing of the path: it does not grow.
      if (flight * 2 >= this.windowBytes) this.#grow(bytes);
      return 'go-on';
    }
    if (upTo > this.#recover) {
      this.isRecovering = false;
      const left = Math.max(flight - bytes, this.#mss);
      this.windowBytes = Math.min(this.thresholdBytes, left + this.#mss);
      this.#acked = 0;
      return 'go-on';
    }
    this.windowBytes = Math.max(this.#mss, this.windowBytes - bytes);
    if (bytes >= this.#mss) this.windowBytes += this.#mss;
    return 'resend-first';
  }

  #grow(bytes: number): void {
    if (this.windowBytes < this.thresholdBytes) {
      this.windowBytes += Math.min(bytes, this.#mostPerAck * this.#mss);
      return;
    }
    this.#mostPerAck = 2;
    this.#acked += bytes;
    if (this.#acked < this.windowBytes) return;
    this.#acked -= this.windowBytes;
    this.windowBytes += this.#mss;
  }

  /**
   * The same byte was acknowledged once more. `sent`: up to where anything has been sent.
   * `behind`: segments that can still bring duplicates, when no new ones follow; else Infinity.
   */
  duplicate(ack: number, sent: number, flight: number, behind: number): Advice {
    if (!this.#isFast) return 'go-on';
    this.#duplicates += 1;
    if (this.isRecovering) {
      this.windowBytes += this.#mss;
      return 'go-on';
    }
    if (this.#duplicates !== Math.min(lossSign, behind) || ack <= this.#recover) return 'go-on';
    this.#shrink(flight);
    this.isRecovering = true;
    this.#recover = sent - 1;
    this.windowBytes = this.thresholdBytes + lossSign * this.#mss;
    return 'resend-first';
  }

  /** The timer ran out: all that is under way counts as lost. `isFirst`: of this segment. */
  timedOut(sent: number, flight: number, isFirst: boolean): void {
    if (isFirst) this.#shrink(flight);
    this.isRecovering = false;
    this.#duplicates = 0;
    this.#acked = 0;
    this.#recover = sent;
    this.#mostPerAck = 1;
    this.windowBytes = this.#mss;
  }

  /**
   * Nothing was under way for so long. What was known of the path is as old: the window is halved for
   * each timeout, down to the first one (RFC 5681, 4.1; Linux: tcp_slow_start_after_idle).
   */
  idled(forNs: number, timeoutNs: number): void {
    if (forNs <= timeoutNs) return;
    const least = Math.min(this.#initialBytes, this.windowBytes);
    this.thresholdBytes = Math.max(this.thresholdBytes, Math.floor(this.windowBytes * 0.75));
    for (let left = forNs - timeoutNs; left > 0 && this.windowBytes > least; left -= timeoutNs) {
      this.windowBytes = Math.floor(this.windowBytes / 2);
    }
    this.windowBytes = Math.max(least, this.windowBytes);
    this.#acked = 0;
  }

  /** A probe has mended a loss that nothing else had shown. */
  lossMended(flight: number): void {
    if (this.isRecovering) return;
    this.#shrink(flight);
    this.windowBytes = Math.min(this.windowBytes, this.thresholdBytes);
  }

  #shrink(flight: number): void {
    this.thresholdBytes = Math.max(Math.floor(flight / 2), 2 * this.#mss);
  }
}
