import { Shelf } from '../../base/shelf.ts';
import type { WorkloadDefinition } from './define.ts';
import { requests } from './requests.ts';
import { script } from './script.ts';
import { transactions } from './transactions.ts';

/** All workloads that a scenario may name, in order of name. */
export const workloads = new Shelf<WorkloadDefinition>('workload', [
  requests,
  script,
  transactions,
]);
