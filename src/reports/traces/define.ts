import { aFunction, demandDeclared, someText } from '../../base/declaration.ts';
import type { TraceEvent } from '../../engine/event.ts';
import type { EventsHeader } from '../events.ts';

/**
 * Writes the events of one run after another as they come, so that nobody has to hold them all. What
 * each call gives is the next piece of the text; it may be empty.
 */
export interface TraceWriter {
  /** What stands before all runs. */
  head(): string;
  /** A run begins. */
  begin(run: EventsHeader): string;
  event(event: TraceEvent): string;
  /** The run has ended: what is still open is closed. */
  end(): string;
  /** What stands behind all runs. */
  tail(): string;
}

/** A form in which a tool of others opens the events of runs. */
export interface TraceFormat {
  readonly kind: 'trace-format';
  readonly name: string;
  readonly summary: string;
  /** Of the file, without the dot. */
  readonly extension: string;
  /** Where the tool is to be had. */
  readonly tool: string;
  /** A writer of one file. */
  writer(): TraceWriter;
}

const formatParts = {
  name: someText,
  summary: someText,
  extension: someText,
  tool: someText,
  writer: aFunction,
};

/** Makes a form of a run: the same events give the same bytes. */
export function defineTraceFormat(definition: Omit<TraceFormat, 'kind'>): TraceFormat {
  demandDeclared('defineTraceFormat', definition, formatParts, ['name', 'writer']);
  return Object.freeze({ kind: 'trace-format', ...definition });
}
