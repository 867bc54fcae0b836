import { appendFileSync, statSync } from 'node:fs';
import type { Reporter, RenderOptions } from '../../reports/define.ts';
import type { Report } from '../../run/report/report.ts';
import { WriteError } from '../failure.ts';

/** GitHub takes 1 MiB of a step, and drops what is longer as a whole. */
const mostBytes = 900_000;

/**
 * Appends what reporters have for the page of a CI step to its file. Others of the same step write to
 * it too, and all of it must keep within the bound. Says what had no room, in words. Throws WriteError.
 */
export function appendStepSummary(
  path: string,
  reporters: readonly Reporter[],
  report: Report,
  options: RenderOptions,
): string | null {
  for (const reporter of reporters) {
    if (reporter.stepSummary === undefined) continue;
    const size = written(path, () => statSync(path, { throwIfNoEntry: false })?.size ?? 0);
    const room = Math.max(0, mostBytes - size);
    const text = reporter.stepSummary(report, options, room);
    if (text === '' || Buffer.byteLength(text) > room)
      return `${path} has no room for the summary of the reporter ${reporter.name}`;
    written(path, () => appendFileSync(path, text));
  }
  return null;
}

function written<T>(path: string, act: () => T): T {
  try {
    return act();
  } catch (error) {
    throw new WriteError(`${path} cannot be written: ${(error as Error).message}`);
  }
}
