import { printDuration, printInstant } from '../base/time.ts';
import type { Run } from './report.ts';

const head = 'the run was stopped at ';

/** How far a run came that was stopped on its way: of so much virtual time. */
export function stopNote(endNs: number, durationNs: number): string {
  return `${head}${printInstant(endNs)} of ${printDuration(durationNs)} of virtual time`;
}

/** Whether a saved run was stopped on its way: its trace is not that of all of it. */
export function wasStopped({ notes }: Pick<Run, 'notes'>): boolean {
  return notes.some((note) => note.startsWith(head));
}
