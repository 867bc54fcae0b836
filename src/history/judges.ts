import { regularRegister, safeRegister } from './consistency/registers.ts';
import { sequentialConsistency } from './consistency/sequential.ts';
import { linearizability } from './linearizability/decide.ts';
import { checkTransactions } from './transactions/check.ts';

/** All exact decisions about histories: loaded together, and only by who judges one. */
export const judges = {
  linearizability,
  sequentialConsistency,
  regularRegister,
  safeRegister,
  checkTransactions,
} as const;

export type Judges = typeof judges;
