import { createRequire } from 'node:module';
import type { Profiler, Session } from 'node:inspector';
import { fileURLToPath } from 'node:url';
import type { CallPlace } from './caller.ts';
import { isUsers } from './caller.ts';

/** Loads a module of Node that is hardly ever needed, and only then. */
const load = createRequire(import.meta.url);

const samplingUs = 1000;

/** The line of users' code with the most samples; of equals the first. */
function hottest({ nodes }: Profiler.Profile): CallPlace | null {
  let best: { readonly place: CallPlace; readonly ticks: number } | null = null;
  for (const { callFrame, positionTicks = [] } of nodes) {
    const { url } = callFrame;
    const file = url.startsWith('file:') ? fileURLToPath(url) : url;
    if (!isUsers(file)) continue;
    for (const { line, ticks } of positionTicks) {
      if (best === null || ticks > best.ticks) best = { place: { file, line, column: 1 }, ticks };
    }
  }
  return best?.place ?? null;
}

/** Where in users' code an action spends most of its time; null: nowhere, or nobody can say. */
export async function hotPlace(action: () => Promise<unknown>): Promise<CallPlace | null> {
  let session: Session;
  try {
    const inspector: { readonly Session: typeof Session } = load('node:inspector');
    session = new inspector.Session();
    session.connect();
  } catch {
    // A Node without an inspector.
    return null;
  }
  session.post('Profiler.enable');
  session.post('Profiler.setSamplingInterval', { interval: samplingUs });
  session.post('Profiler.start');
  await action().catch(() => undefined);
  let place: CallPlace | null = null;
  session.post('Profiler.stop', (error, answer) => {
    if (error === null) place = hottest(answer.profile);
  });
  session.disconnect();
  return place;
}
