import { Shelf } from '../../base/shelf.ts';
import type { TraceFormat } from './define.ts';
import { perfetto } from './perfetto.ts';
import { shiviz } from './shiviz.ts';

/** All forms of a run for the tools of others, in alphabetical order. */
export const traceFormats = new Shelf<TraceFormat>('trace-format', [perfetto, shiviz]);
