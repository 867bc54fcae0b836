import { misfitOf } from '../../run/report/misfit.ts';
import { eventSchema, headerSchema, verdictSchema } from '../../run/report/events-schema.ts';
import type { TraceEvent } from '../../engine/event.ts';
import type { EventsHeader } from '../../reports/events.ts';

/** What a line of a stream of events tells. */
export type EventLine =
  | { readonly kind: 'header'; readonly header: EventsHeader }
  | { readonly kind: 'event'; readonly event: TraceEvent }
  | { readonly kind: 'verdict' };

/** A stream of events that is damaged, or was cut off. Exit 3. */
export class DamagedEvents extends Error {
  override readonly name = 'DamagedEvents';
}

/** A line longer than this is none of ours; without a limit a file without line feeds would be kept whole. */
const longestLine = 1 << 28;
const lineFeed = 10;

function* splitLines(
  chunk: Uint8Array,
  head: Uint8Array[],
): Generator<Uint8Array, void, undefined> {
  let at = 0;
  for (let end = chunk.indexOf(lineFeed); end >= 0; end = chunk.indexOf(lineFeed, at)) {
    const part = chunk.subarray(at, end);
    yield head.length === 0 ? part : Buffer.concat([...head, part]);
    head.length = 0;
    at = end + 1;
  }
  if (at < chunk.length) head.push(chunk.subarray(at));
}

/** Lines are split at line feeds alone: other ends of lines may stand within the texts of events. */
async function* linesIn(
  chunks: AsyncIterable<Uint8Array>,
): AsyncGenerator<{ readonly bytes: Uint8Array; readonly isWhole: boolean }, void, undefined> {
  const head: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of chunks) {
    length += chunk.length;
    for (const bytes of splitLines(chunk, head)) yield { bytes, isWhole: true };
    if (head.length === 0) length = 0;
    if (head.length === 1) length = head[0]?.length ?? 0;
    if (length > longestLine) break;
  }
  if (head.length > 0) yield { bytes: Buffer.concat(head), isWhole: false };
}

/** Follows a stream from line to line: which line may come next depends on those before. */
class EventStream {
  #line = 0;
  #nodes: ReadonlySet<string> | null = null;
  #lastNs = 0;
  #utf8 = new TextDecoder('utf-8', { fatal: true });

  read(bytes: Uint8Array, isWhole: boolean): EventLine {
    this.#line += 1;
    const value = this.#parsed(bytes, isWhole);
    if (this.#nodes === null) return { kind: 'header', header: this.#header(value) };
    const type = (value as { readonly type?: unknown } | null)?.type;
    if (type !== 'verdict') return { kind: 'event', event: this.#event(value) };
    this.#demand(value, verdictSchema);
    this.#nodes = null;
    return { kind: 'verdict' };
  }

  /** Throws DamagedEvents when the stream may not end here. */
  end(): void {
    if (this.#line === 0) throw new DamagedEvents('it is empty');
    if (this.#nodes === null) return;
    throw new DamagedEvents(`it ends after line ${this.#line}, before the verdict of its last run`);
  }

  #refuse(problem: string): never {
    throw new DamagedEvents(`line ${this.#line}: ${problem}`);
  }

  #parsed(bytes: Uint8Array, isWhole: boolean): unknown {
    try {
      return JSON.parse(this.#utf8.decode(bytes)) as unknown;
    } catch {
      return this.#refuse(isWhole ? 'it is no JSON' : 'it is cut off, or no JSON');
    }
  }

  #demand(value: unknown, schema: typeof eventSchema): void {
    const misfit = misfitOf(value, schema);
    if (misfit === null) return;
    const { path, problem } = misfit;
    this.#refuse(path === '' ? `it ${problem}` : `${path} ${problem}`);
  }

  #header(value: unknown): EventsHeader {
    const isHeader = (value as { readonly type?: unknown } | null)?.type === 'header';
    if (!isHeader) {
      const place = this.#line === 1 ? 'the first line' : 'what follows a verdict';
      this.#refuse(`${place} should be the header of a run: {"type":"header", ...}`);
    }
    this.#demand(value, headerSchema);
    const header = value as EventsHeader;
    this.#nodes = new Set(header.nodes);
    this.#lastNs = 0;
    return header;
  }

  #event(value: unknown): TraceEvent {
    this.#demand(value, eventSchema);
    const event = value as TraceEvent;
    for (const end of ['node', 'peer'] as const) {
      const name = event[end];
      if (name !== null && this.#nodes?.has(name) === false)
        this.#refuse(`${end} is "${name}", which is none of the nodes of the header`);
    }
    if (event.at < this.#lastNs) this.#refuse('at is before that of the event before it');
    this.#lastNs = event.at;
    return event;
  }
}

/** The lines of a stream of events, one after another. Throws DamagedEvents at the first that is none. */
export async function* eventLinesIn(
  chunks: AsyncIterable<Uint8Array>,
): AsyncGenerator<EventLine, void, undefined> {
  const stream = new EventStream();
  for await (const { bytes, isWhole } of linesIn(chunks)) yield stream.read(bytes, isWhole);
  stream.end();
}
