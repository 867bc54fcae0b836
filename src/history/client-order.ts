import { never, type Spans } from './spans.ts';

/**
 * What each client asked after what else had ended. A client that goes on after something of unknown
 * outcome, or has several things under way, has several processes of its name: what it was told an
 * end of it knows all the same when it asks the next.
 */
export class ClientOrder {
  readonly #spans: Pick<Spans, 'invoked' | 'completed' | 'process'>;
  /** By process: its client. */
  readonly #clientOf: Int32Array;
  /** By client: what ended, or will, without the rest of which something else in it stands. */
  readonly #recent: (readonly number[])[] = [];

  constructor(spans: Pick<Spans, 'invoked' | 'completed' | 'process' | 'processes'>) {
    this.#spans = spans;
    const numberOf = new Map<string, number>();
    this.#clientOf = Int32Array.from(spans.processes, (name) => {
      const known = numberOf.get(name) ?? numberOf.size;
      numberOf.set(name, known);
      return known;
    });
  }

  /**
   * What of the same client had ended when this one was asked, without what had ended before another
   * one of those was asked. To be called in order of invocation, of all that count.
   */
  follow(asked: number): readonly number[] {
    const { invoked, completed, process } = this.#spans;
    const client = this.#clientOf[process[asked] as number] as number;
    const recent = this.#recent[client] ?? [];
    const begun = recent.reduce((latest, one) => {
      const isOver = (completed[one] as number) < (invoked[asked] as number);
      return isOver ? Math.max(latest, invoked[one] as number) : latest;
    }, -1);
    const kept = recent.filter((one) => (completed[one] as number) >= begun);
    this.#recent[client] = completed[asked] === never ? kept : [...kept, asked];
    return kept.filter((one) => (completed[one] as number) < (invoked[asked] as number));
  }
}
