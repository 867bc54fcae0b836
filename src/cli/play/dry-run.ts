import { compactJson } from '../../base/json/json.ts';
import { printDuration, printInstant } from '../../base/time.ts';
import type { Run, ScheduledFault } from '../../run/report/report.ts';
import { runKey } from './run-key.ts';

function line({ at, id, fault, targets, durationNs, params }: ScheduledFault): string {
  const length = durationNs === null ? '' : ` for ${printDuration(durationNs)}`;
  const given = compactJson(params);
  return `  [${printInstant(at).padStart(10)}] ${id}  ${fault} ${targets.join(', ')}${length}${given === '{}' ? '' : `  ${given}`}`;
}

/** What a run's schedule was, drawn with its seed: each occurrence with its instant and targets. */
export function scheduleText(run: Run): string {
  const lines = run.schedule.length === 0 ? ['  no faults'] : run.schedule.map(line);
  return `${runKey(run)}\n${lines.join('\n')}\n`;
}
