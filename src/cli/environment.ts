import { UsageError } from '../base/errors.ts';
import { closest } from '../base/text/suggest.ts';
import { drainModes } from './host/drain.ts';
import { forcedSize } from './terminal.ts';

/** Throws UsageError when a variable of ours has a value that would do nothing. */
export function demandEnvironment(env: NodeJS.ProcessEnv): void {
  const size = env['FAULT_SIM_FORCE_TTY'] ?? '';
  if (size !== '' && forcedSize(env) === null) {
    throw new UsageError(`FAULT_SIM_FORCE_TTY=${size}: write columns and rows, as in 100x30`);
  }
  const drain = env['FAULT_SIM_DRAIN'] ?? '';
  if (drain === '' || drainModes.some((mode) => mode === drain)) return;
  const meant = closest(drain, drainModes);
  const hint = meant === undefined ? '' : `, did you mean ${meant}?`;
  throw new UsageError(`FAULT_SIM_DRAIN=${drain}: it is one of ${drainModes.join(', ')}${hint}`);
}

/** Throws UsageError when the folder that we were started in was removed: no path means anything then. */
export function demandWorkingFolder(): void {
  try {
    process.cwd();
  } catch {
    throw new UsageError('the working directory was removed: go to one that is there');
  }
}
