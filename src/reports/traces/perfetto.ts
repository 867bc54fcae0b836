import { defineTraceFormat, type TraceWriter } from './define.ts';
import type { TraceEvent } from '../../engine/event.ts';
import type { EventsHeader } from '../events.ts';
import { ChromeEvents } from './chrome-events.ts';
import { TrackedRun } from './tracked-run.ts';
import { runName, UniqueNames } from './unique-names.ts';

class PerfettoWriter implements TraceWriter {
  readonly #events = new ChromeEvents();
  readonly #labels = new UniqueNames();
  #runs = 0;
  #processes = 0;
  #run: TrackedRun | null = null;

  head(): string {
    return '{"displayTimeUnit":"ns","traceEvents":[';
  }

  begin(run: EventsHeader): string {
    const label = this.#label(run);
    const place = { number: this.#runs, firstPid: this.#processes, label };
    this.#run = new TrackedRun(run, place, this.#events);
    this.#runs += 1;
    this.#processes += run.nodes.length + 1;
    return this.#events.take();
  }

  event(event: TraceEvent): string {
    this.#run?.event(event);
    return this.#events.take();
  }

  end(): string {
    this.#run?.end();
    this.#run = null;
    return this.#events.take();
  }

  tail(): string {
    return '\n]}\n';
  }

  /** What the nodes of a run are told by, when a file has several: the variant, or all that selects it. */
  #label(run: EventsHeader): string {
    const { variant, cell } = run;
    const short = [variant, cell].filter((part) => part !== null).join('/');
    const first = this.#labels.free(short);
    return first === short ? short : this.#labels.free(runName(run));
  }
}

/** A timeline with a process for each node. */
export const perfetto = defineTraceFormat({
  name: 'perfetto',
  summary: 'What happened when: a timeline of nodes, messages, operations and faults.',
  extension: 'json',
  tool: 'Perfetto, at ui.perfetto.dev, and `chrome://tracing`',
  writer: () => new PerfettoWriter(),
});
