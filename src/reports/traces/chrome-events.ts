import { compactJson } from '../../base/json/json.ts';

/** Fields of an event of Chrome's format beside its instants. */
export interface ChromeFields {
  readonly ph: 'X' | 'i' | 'b' | 'e' | 's' | 'f' | 'C' | 'M';
  readonly name: string;
  readonly pid: number;
  readonly tid: number;
  readonly [field: string]: unknown;
}

/** Nanoseconds as microseconds, to the nanosecond: a quotient of floats would not be exact. */
export function microseconds(ns: number): string {
  const rest = ns % 1000;
  return `${(ns - rest) / 1000}.${String(rest).padStart(3, '0')}`;
}

/** The list of events of Chrome's format, one on each line, as it grows. */
export class ChromeEvents {
  #isFirst = true;
  #text = '';

  /** An event; `ts` and `dur` are nanoseconds. Metadata has no instant. */
  add(fields: ChromeFields, ts: number | null, dur: number | null = null): void {
    const instant = ts === null ? '' : `,"ts":${microseconds(ts)}`;
    const length = dur === null ? '' : `,"dur":${microseconds(dur)}`;
    const text = `${compactJson(fields).slice(0, -1)}${instant}${length}}`;
    this.#text += this.#isFirst ? `\n${text}` : `,\n${text}`;
    this.#isFirst = false;
  }

  /** What was added since it was taken last. */
  take(): string {
    const text = this.#text;
    this.#text = '';
    return text;
  }
}
