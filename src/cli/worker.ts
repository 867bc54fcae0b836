import { parentPort, workerData } from 'node:worker_threads';
import { serveRuns } from './explore/worker-runs.ts';
import type { WorkerSetup } from './explore/worker-runs.ts';

if (parentPort !== null) await serveRuns(parentPort, workerData as WorkerSetup);
