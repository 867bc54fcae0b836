import { parentPort, workerData } from 'node:worker_threads';
import type { SeedsTask } from './explore/seed-task.ts';
import type { SearchTask } from './explore/worker-runs.ts';

const task = workerData as SearchTask | SeedsTask;

if (parentPort !== null) {
  if (task.task === 'search') {
    const { serveRuns } = await import('./explore/worker-runs.ts');
    await serveRuns(parentPort, task.setup);
  } else {
    const { serveSeeds } = await import('./explore/seed-server.ts');
    await serveSeeds(parentPort, task.setup);
  }
}
