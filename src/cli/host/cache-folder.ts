import * as os from 'node:os';
import { isAbsolute, join } from 'node:path';
import { version } from '../about.ts';

/** As it was before any guard: the folder may be asked for while a user's program is loaded. */
const { homedir } = os;

/** Rises whenever users' code is transformed in another way: what was kept before is not used then. */
const transform = '5';

/**
 * Where users' compiled programs are kept between runs, apart for each version; null when
 * FAULT_SIM_CACHE=0 wants no cache, or there is no home.
 */
export function cacheFolder(env: NodeJS.ProcessEnv): string | null {
  if (env['FAULT_SIM_CACHE'] === '0') return null;
  const given = env['XDG_CACHE_HOME'] ?? '';
  // The standard has relative paths ignored.
  if (isAbsolute(given)) return join(given, 'fault-sim', version(), transform);
  const home = homedir();
  return isAbsolute(home) ? join(home, '.cache/fault-sim', version(), transform) : null;
}
